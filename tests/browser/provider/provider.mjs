// A provider of OpenID Connect on this machine alone: node provider.mjs PORT BOARD [BOARD …], each the address of a board.
// Whoever is named below may log in, with any password.
import Provider from "oidc-provider";

const [port, ...boards] = process.argv.slice(2);
const people = {
  anna: { name: "Anna Kowalska", email: "anna@example.com", email_verified: true, groups: ["sales"] },
  bob: { name: "Bob", email: "bob@example.com", email_verified: true, groups: ["marketing"] },
  eve: { name: "Eve", email: "eve@example.com", email_verified: false, groups: [] },
};
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "board",
      client_secret: "secret",
      redirect_uris: boards.map((board) => `${board}/oauth2callback`),
      post_logout_redirect_uris: boards.map((board) => `${board}/oauth2callback`),
    },
  ],
  claims: { openid: ["sub", "groups"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false, // Streamlit reads the identity token alone
  cookies: { keys: ["a key of these tests"] },
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
