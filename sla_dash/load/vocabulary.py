"""The words that CRMs use for directions, channels, outcomes and stages, by what they mean here.

They are compared in lower case and without white space or the marks ``_ - – / . : ( ) '`` between letters.
"""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, ...]]
"""Each meaning with its other spellings."""

DIRECTIONS: Words = {
    "outbound": (
        *("out", "outgoing", "sent", "made", "placed", "dialed", "dialled", "email"),
        *("outbound call", "outgoing call", "outgoing email", "outbound email", "email outgoing", "email out"),
    ),
    "inbound": (
        *("in", "incoming", "received", "inbound call", "incoming call", "incoming email", "inbound email", "email in"),
        *("missed", "missed call", "forwarded email"),
    ),
}
CHANNELS: Words = {
    "call": (
        *("calls", "phone", "phone call", "telephone", "voice", "dialer", "call log", "cold call", "4210"),
        *("outbound call", "outgoing call", "inbound call", "incoming call", "missed call"),
    ),
    "email": (
        *("e-mail", "emails", "mail", "email message", "list email", "email outgoing", "4202"),
        *("incoming email", "forwarded email", "outgoing email", "inbound email", "outbound email"),
    ),
    "meeting": (
        *(
            "meetings",
            "event",
            "events",
            "appointment",
            "recurring appointment",
            "demo",
            "visit",
            "site visit",
            "lunch",
        ),
        *("video call", "video conference", "web meeting", "online meeting", "zoom", "coffee", "4201", "4251"),
    ),
    "message": (
        *("messages", "sms", "text", "text message", "chat", "live chat", "whatsapp", "whatsapp message"),
        *("linkedin", "linkedin message", "communication", "conversation session", "social activity", "4216"),
    ),
    "form": ("web form", "form submission", "campaign response", "4401"),
    "task": ("tasks", "to do", "follow up", "deadline", "note", "notes", "reminder", "4212"),
    "letter": ("post", "postal mail", "send letter/quote", "4207"),
    "unknown": ("other",),
}
OUTCOMES: Words = {
    "connected": (
        *("answered", "reached", "spoke", "spoken", "spoke with", "talked", "conversation", "replied", "reply"),
        *("interested", "not interested", "requested call back", "requested more info", "meaningful connect"),
        *("meeting set", "meeting booked", "meeting held", "held", "attended"),
        "f240bbac-87c9-4f6e-bf70-924b57d47db7",
    ),
    "no_answer": (
        *("no answer", "no response", "no response/busy", "not answered", "unanswered", "did not answer"),
        *("missed", "missed call", "no contact", "not reached", "not able to reach", "unable to reach"),
        *("no show", "busy", "blocked", "abandoned"),
        *("73a0d17f-1163-4015-bdd5-ec830791da20", "9d9162e7-6cf3-4944-bf63-4dff82258764"),
    ),
    "voicemail": (
        *("left voicemail", "voicemail left", "vm left", "vm answer", "left message", "left live message"),
        *("b2cf5968-551e-4856-9783-52b3da59a7d0", "a4c4c377-d246-4b32-a13b-75a56a4cd0ff"),
    ),
    "wrong_number": (
        *("wrong number", "invalid number", "bad number", "number not in service"),
        "17b47fee-58de-441e-a44c-c6300d46f273",
    ),
    "sent": ("email sent", "delivered", "opened", "clicked"),
    "bounced": ("bounce", "failed", "undelivered", "not delivered", "error"),
    "cancelled": ("canceled", "cancel", "rescheduled"),
    "unknown": ("none", "n/a", "other", "completed", "done", "closed", "made", "received"),
}
STAGES: Words = {
    "open": (
        *("new", "in progress", "active", "pending", "ongoing", "pipeline", "on hold"),
        *("prospecting", "qualification", "needs analysis", "value proposition", "id. decision makers"),
        *("identify decision makers", "perception analysis", "proposal/price quote", "negotiation/review"),
        *("proposal", "negotiation", "appointment scheduled", "qualified to buy", "presentation scheduled"),
        *("decision maker bought-in", "contract sent", "qualified", "contact made", "demo", "demo scheduled"),
        *("proposal made", "negotiations started", "proposition", "discovery", "qualify", "develop", "propose"),
    ),
    "won": ("closed won", "close won", "win", "deal won"),
    "lost": (
        *("closed lost", "close lost", "loss", "deal lost", "closed lost to competition"),
        *("canceled", "cancelled", "out-sold"),
    ),
}
_MARKS = str.maketrans("", "", " _-–/.:()'")


def spelled(word: str) -> str:
    """Return a word as it is compared: the macro ``spelled`` does the same to what the files hold."""
    return word.lower().translate(_MARKS)
