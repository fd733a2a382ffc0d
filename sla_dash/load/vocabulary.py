"""The words that CRMs use for directions, channels, outcomes and stages, by what they mean here.

They are compared in lower case and without white space or the marks ``_ - – / . : ( ) '`` between letters.
"""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, ...]]
"""Each meaning with its other spellings."""

DIRECTIONS: Words = {
    "outbound": (
        "out",
        "outgoing",
        "sent",
        "email",
        "outbound call",
        "outgoing call",
        "outgoing email",
        "outbound email",
    ),
    "inbound": ("in", "incoming", "received", "inbound call", "incoming call", "incoming email", "inbound email"),
}
CHANNELS: Words = {
    "call": ("calls", "phone", "phone call", "telephone", "voice", "dialer"),
    "email": ("e-mail", "emails", "mail", "email message"),
    "meeting": ("meetings", "event", "appointment", "demo", "visit", "video call", "lunch"),
    "message": ("sms", "text", "text message", "chat", "live chat", "whatsapp", "linkedin", "linkedin message"),
    "form": ("web form", "form submission"),
    "task": ("to do", "follow up", "deadline", "note"),
    "letter": ("post", "postal mail"),
    "unknown": ("other",),
}
OUTCOMES: Words = {
    "connected": (
        *("answered", "reached", "spoke", "spoken", "spoke with", "talked", "conversation", "replied", "reply"),
        *(
            "interested",
            "not interested",
            "requested call back",
            "requested more info",
            "meeting set",
            "meeting held",
            "held",
        ),
    ),
    "no_answer": (
        *("no answer", "no response", "no response/busy", "not answered", "unanswered", "did not answer"),
        *("missed", "missed call", "no contact", "not reached", "no show", "busy"),
    ),
    "voicemail": ("left voicemail", "voicemail left", "vm left", "left message", "left live message"),
    "wrong_number": ("wrong number", "invalid number", "bad number", "number not in service"),
    "sent": ("email sent", "delivered", "opened", "clicked"),
    "bounced": ("bounce", "failed", "undelivered", "not delivered"),
    "cancelled": ("canceled", "rescheduled"),
    "unknown": ("none", "n/a", "other"),
}
STAGES: Words = {
    "open": (
        *("new", "in progress", "active", "pending", "ongoing", "pipeline"),
        *("prospecting", "qualification", "needs analysis", "value proposition", "id. decision makers"),
        *("identify decision makers", "perception analysis", "proposal/price quote", "negotiation/review"),
        *("proposal", "negotiation", "appointment scheduled", "qualified to buy", "presentation scheduled"),
        *("decision maker bought-in", "contract sent"),
    ),
    "won": ("closed won", "close won", "win", "deal won"),
    "lost": ("closed lost", "close lost", "loss", "deal lost", "closed lost to competition"),
}
_MARKS = str.maketrans("", "", " _-–/.:()'")


def spelled(word: str) -> str:
    """Return a word as it is compared: the macro ``spelled`` does the same to what the files hold."""
    return word.lower().translate(_MARKS)
