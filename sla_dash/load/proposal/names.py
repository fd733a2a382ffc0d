"""What CRMs and people call the columns that the board knows, in five languages.

A phrase is compared in small letters without accents, its words parted by one space; a hump as in ``OwnerId`` parts
words too. The first phrases of a column are the surest.
"""

import re
import unicodedata
from collections.abc import Mapping

Phrases = tuple[str, ...]


def phrases(text: str) -> Phrases:
    """Return the phrases of a text that has bars between them."""
    return tuple(phrase.strip() for phrase in text.split("|") if phrase.strip())


ROLES: Mapping[str, Phrases] = {
    "leads": phrases(
        "lead|leads|prospect|prospects|contact|contacts|enquiries|inquiries|kontakt|kontakte|"
        "interessent|interessenten|"
        "anfragen|pistes|demandes|contacto|contactos|clientes potenciales|kontakty|leady|zapytania|"
        "szanse kontaktowe"
    ),
    "touches": phrases(
        "touches|activity|activities|call|calls|task|tasks|event|events|meeting|meetings|email|"
        "emails|mails|engagements|"
        "aktivitat|aktivitaten|anruf|anrufe|termine|aufgaben|activite|activites|appels|rendez vous|actividad|"
        "actividades|llamadas|reuniones|tareas|aktywnosci|polaczenia|rozmowy|spotkania|zadania|dzialania"
    ),
    "deals": phrases(
        "deal|deals|opportunity|opportunities|sales|verkaufschance|verkaufschancen|geschaft|"
        "geschafte|auftrage|abschlusse|"
        "affaire|affaires|opportunite|opportunites|ventes|oportunidad|oportunidades|negocios|ventas|"
        "szanse|szanse sprzedazy|transakcje|sprzedaz"
    ),
    "reps": phrases(
        "rep|reps|user|users|owners|sales reps|team|benutzer|mitarbeiter|vertriebler|verkaufer|"
        "utilisateurs|commerciaux|"
        "vendeurs|usuarios|comerciales|vendedores|uzytkownicy|handlowcy|pracownicy|sprzedawcy"
    ),
}
"""Words of a file's name by the table that they suggest."""

_ID = (
    "id|record id|number|no|key|uuid|guid|nr|nummer|kennung|datensatz id|identifiant|numero|"
    "reference|ref|identificador|"
    "codigo|identyfikator|numer"
)
_LEAD_ID = (
    "lead id|lead number|lead no|lead nr|lead|leadid|contact id|prospect id|who id|"
    "associated contact ids|associated contact|"
    "lead nummer|kontakt id|kontaktnummer|interessent|id du lead|id lead|id contact|piste|prospect|id del lead|"
    "id contacto|id de contacto|id cliente potencial|id leada|numer leada|id kontaktu|"
    "lead record id|contact record id|"
    "kontakt|contact|contacto"
)
_OWNER = (
    "owner|owner id|lead owner|contact owner|assigned to|sales rep|rep|salesperson|agent|"
    "account manager|user|hubspot owner id|"
    "besitzer|inhaber|zustandig|zugewiesen an|verantwortlich|verkaufer|bearbeiter|betreuer|mitarbeiter|vertriebler|"
    "proprietaire|responsable|commercial|attribue a|assigne a|vendeur|propietario|asignado a|comercial|vendedor|"
    "wlasciciel|opiekun|przypisano do|przypisany do|handlowiec|sprzedawca|odpowiedzialny"
)
_EMAIL = (
    "email|e mail|mail|email address|e mail adresse|emailadresse|courriel|adresse email|"
    "adresse e mail|correo|correo electronico|adres email|adres e mail"
)
_NAME = (
    "name|full name|contact name|lead name|contact person|kontaktname|ansprechpartner|nom|"
    "nom complet|nombre|nombre completo|nazwa|imie i nazwisko|nazwisko|nachname|last name"
)
_CREATED = (
    "created|created at|created date|create date|createdate|created time|created on|"
    "creation date|date created|date added|"
    "date entered|received|submitted at|lead created|erstellt|erstellt am|erstellungsdatum|angelegt|angelegt am|"
    "erfasst am|eingang|eingegangen am|anlagedatum|cree|cree le|date de creation|date creation|creado|creado el|"
    "fecha de creacion|fecha creacion|fecha de alta|utworzono|utworzony|data utworzenia|data dodania|dodano|data"
    "|data wplywu|date|datum|fecha"
)

COLUMNS: Mapping[str, Mapping[str, Phrases]] = {
    "leads": {
        "lead_id": phrases(f"{_LEAD_ID}|{_ID}"),
        "lead_type": phrases(
            "lead type|type|lead source|source|original source|source channel|channel|origin|"
            "hs analytics source|leadart|"
            "leadquelle|quelle|herkunft|kanal|typ|type de lead|origine|canal|tipo de lead|tipo|fuente|"
            "origen|typ leada|"
            "zrodlo|zrodlo leada|kanal pozyskania|rodzaj"
        ),
        "stream": phrases(
            "stream|revenue stream|business unit|segment|product line|pipeline|geschaftsbereich|sparte|"
            "activite|secteur|"
            "linea de negocio|unidad de negocio|segmento|linia biznesowa|segment klienta"
        ),
        "owner": phrases(_OWNER),
        "email": phrases(_EMAIL),
        "name": phrases(_NAME),
        "company": phrases(
            "company|company name|account|account name|organization|organisation|firma|firmenname|"
            "unternehmen|societe|"
            "entreprise|compte|empresa|compania|cuenta|nazwa firmy|klient|kunde"
        ),
        "score": phrases(
            "score|lead score|hubspot score|rating|grade|punkte|bewertung|note|puntuacion|ocena|punktacja|scoring"
        ),
        "created_at": phrases(_CREATED),
        "assigned_at": phrases(
            "assigned at|assigned date|owner assigned date|assigned|date assigned|zugewiesen am|zuweisungsdatum|"
            "date d attribution|attribue le|fecha de asignacion|asignado el|przypisano|data przypisania"
        ),
        "qualified_at": phrases(
            "qualified at|qualified date|mql date|mql at|mql|became a marketing qualified lead date|became mql|"
            "handed over at|handed over|hand off date|handoff|hand over date|"
            "lifecyclestage marketingqualifiedlead date|"
            "qualified|qualification date|qualifiziert am|ubergeben am|ubergabe|ubergabedatum|mql datum|"
            "qualifie le|"
            "date de qualification|date mql|transmis le|calificado el|fecha de calificacion|fecha mql|entregado el|"
            "zakwalifikowano|data kwalifikacji|data mql|przekazano|data przekazania"
        ),
        "accepted_at": phrases(
            "accepted at|accepted date|sql date|sql at|became a sales qualified lead date|accepted|akzeptiert am|"
            "angenommen am|sql datum|accepte le|date sql|aceptado el|fecha sql|zaakceptowano|"
            "data akceptacji|data sql"
        ),
        "rejected_at": phrases(
            "rejected at|rejected date|disqualified at|disqualified date|rejected|abgelehnt am|disqualifiziert am|"
            "rejete le|date de rejet|rechazado el|fecha de rechazo|odrzucono|data odrzucenia"
        ),
        "reject_reason": phrases(
            "reject reason|rejection reason|disqualification reason|reason|why rejected|ablehnungsgrund|grund|"
            "motif de rejet|motivo de rechazo|powod odrzucenia"
        ),
        "closed_at": phrases(
            "closed at|closed date|archive time|closed on|closed|geschlossen am|abgeschlossen am|"
            "ferme le|cloture le|"
            "cerrado el|zamknieto|data zamkniecia"
        ),
        "disposition": phrases(
            "disposition|outcome|lead status|status|state|zustand|statut|etat|estado|status leada|stan|lead statut"
        ),
        "is_test": phrases(
            "is test|test|spam|is spam|is deleted|deleted|fivetran deleted|testdatensatz|geloscht|essai|supprime|"
            "es prueba|prueba|eliminado|testowy|usuniety"
        ),
    },
    "touches": {
        "lead_id": phrases(_LEAD_ID),
        "touched_at": phrases(
            "activity date|touched at|call date|call start time|activity date time|activitydatetime|"
            "start time|start date|"
            "meeting start time|completed date time|completeddatetime|marked as done time|sent at|"
            "date time|timestamp|"
            "occurred at|hs timestamp|when|at|start|from|date|time|due date|datum|zeitpunkt|anrufdatum|"
            "aktivitatsdatum|beginn|uhrzeit|date de l activite|date activite|date de l appel|date appel|"
            "heure|fecha|"
            "fecha de actividad|fecha de la llamada|fecha llamada|hora|data|data aktywnosci|data rozmowy|"
            "data polaczenia|"
            f"czas|kiedy|{_CREATED}"
        ),
        "rep": phrases(
            f"activity assigned to|call owner|host|created by|made by|caller|{_OWNER}|benutzer|"
            f"utilisateur|usuario|uzytkownik"
        ),
        "channel": phrases(
            "channel|activity type|type|task subtype|kind|kanal|art|aktivitatsart|typ|canal|type d activite|tipo|"
            "tipo de actividad|typ aktywnosci|rodzaj"
        ),
        "direction": phrases(
            "direction|call direction|email direction|call type|richtung|anrufrichtung|sens|"
            "sens de l appel|direccion|"
            "kierunek"
        ),
        "is_automated": phrases("is automated|automated|automatic|automatisch|automatique|automatico|automatyczny"),
        "outcome": phrases(
            "outcome|call outcome|result|call result|disposition|ergebnis|anrufergebnis|resultat|"
            "resultado|wynik|rezultat|"
            "efekt"
        ),
    },
    "deals": {
        "deal_id": phrases(
            f"deal id|opportunity id|deal number|deal no|deal|deal nr|auftragsnummer|id affaire|id opportunite|"
            f"id oportunidad|id negocio|id transakcji|id szansy|numer szansy|{_ID}"
        ),
        "lead_id": phrases(_LEAD_ID),
        "stream": phrases(
            "stream|revenue stream|pipeline|record type|deal type|type|business unit|segment|"
            "geschaftsbereich|sparte|"
            "secteur|unidad de negocio|lejek|linia biznesowa"
        ),
        "owner": phrases(f"deal owner|opportunity owner|{_OWNER}"),
        "opened_at": phrases(
            f"opened at|open date|opened|deal created|{_CREATED}|eroffnet am|ouvert le|abierto el|otwarto|data otwarcia"
        ),
        "closed_at": phrases(
            "close date|closed date|closing date|closed at|closed on|closed|won time|expected close date|"
            "abschlussdatum|"
            "abgeschlossen am|geschlossen am|schlussdatum|date de cloture|cloture le|date cloture|fecha de cierre|"
            "cerrado el|data zamkniecia|zamknieto|data finalizacji|abschluss am"
        ),
        "stage": phrases(
            "stage|deal stage|stage name|status|deal status|sales stage|state|phase|stufe|verkaufsphase|"
            "etape|statut|phase|"
            "etapa|estado|fase|etap|faza|stan"
        ),
        "amount": phrases(
            "amount|deal amount|value|deal value|price|total|revenue|betrag|wert|auftragswert|umsatz|summe|"
            "montant|valeur|prix|importe|monto|valor|precio|cantidad|kwota|wartosc|cena"
        ),
        "currency": phrases(
            "currency|currency iso code|currency code|currency of value|wahrung|devise|monnaie|moneda|divisa|waluta"
        ),
    },
    "reps": {
        "rep": phrases(f"rep|user id|owner id|{_OWNER}|{_ID}|{_NAME}|{_EMAIL}|benutzer|utilisateur|usuario|uzytkownik"),
        "name": phrases(_NAME),
        "team": phrases(
            "team|group|department|abteilung|gruppe|equipe|groupe|service|equipo|grupo|departamento|zespol|dzial"
        ),
        "timezone": phrases("time zone|timezone|time zone sid key|zeitzone|fuseau horaire|zona horaria|strefa czasowa"),
        "active_from": phrases(
            "active from|started|start date|hired|eingestellt am|eintritt|date d entree|fecha de alta|data zatrudnienia"
        ),
        "active_to": phrases("active to|left|end date|austritt|date de sortie|fecha de baja|data odejscia"),
    },
}
"""By table and canonical column, the headers that it may have, the surest first."""

HAND_OFF_WORDS = COLUMNS["leads"]["qualified_at"]
_PREFIXES = ("properties ", "property ", "hs ", "property hs ")
_STROKES = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d"})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_ALONE = frozenset(
    phrases(
        "lead|contact|kontakt|contacto|prospect|piste|type|typ|tipo|art|date|data|datum|fecha|name|nom|nombre|nazwa|"
        "status|state|stan|user|rep|id|no|nr|key|number|at|when|from|start|time|team|group|closed|reason|note|total|"
        "value|sales|source|result|mql|sql|test|reference|ref|estado|etat|canal|channel|kanal|agent|host|deal|wert|grund"
    )
)
"""Phrases that mean nothing within a longer name, as in ``Lead Source``."""
EXACT, WITHIN = 100, 40
"""How sure a header is that is a phrase, and one that holds it."""


def plain(name: str) -> str:
    """Return a name as phrases are compared."""
    parted = _HUMP.sub(" ", name.translate(_STROKES))
    letters = unicodedata.normalize("NFKD", parted)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join(re.findall(r"[^\W_]+", kept))


def score(header: str, known: Phrases) -> int:
    """Say how sure it is that a header means one of these phrases, 0 to 100; 0 where it does not look like it."""
    said = plain(header)
    spellings = [said, *(said.removeprefix(prefix) for prefix in _PREFIXES if said.startswith(prefix))]
    if " - " in header:
        spellings.append(plain(header.rpartition(" - ")[2]))
    for spelling in spellings:
        if spelling in known:
            return EXACT - min(known.index(spelling), EXACT - WITHIN - 10)
    within = [place for place, phrase in enumerate(known) if phrase not in _ALONE and f" {phrase} " in f" {said} "]
    return max(1, WITHIN - min(within)) if within else 0


def words_in(title: str, known: Phrases) -> str | None:
    """Return the first of these phrases that the name of a file, a sheet or a table holds, or None."""
    said = f" {plain(title)} "
    return next((phrase for phrase in known if f" {phrase} " in said), None)
