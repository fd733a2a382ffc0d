"""The signs and codes of currencies that may stand with an amount, and the currencies that each may mean."""

from collections.abc import Mapping

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
    """.split()  # noqa: SIM905 - to be read
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP", "JMD", "TTD", "BBD")
_CROWNS = ("SEK", "NOK", "DKK", "ISK")
_RUPEES = ("INR", "PKR", "LKR", "NPR", "MUR")
SIGNS: Mapping[str, tuple[str, ...]] = {
    **{code: (code,) for code in _CODES},
    "€": ("EUR",),
    "£": ("GBP",),
    "₹": ("INR",),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₩": ("KRW",),
    "₪": ("ILS",),
    "₴": ("UAH",),
    "₫": ("VND",),
    "฿": ("THB",),
    "₱": ("PHP",),
    "₦": ("NGN",),
    "₸": ("KZT",),
    "ZŁ": ("PLN",),
    "KČ": ("CZK",),
    "FT": ("HUF",),
    "FR": ("CHF",),
    "FR.": ("CHF",),
    "SFR": ("CHF",),
    "SFR.": ("CHF",),
    "R": ("ZAR",),
    "RM": ("MYR",),
    "RP": ("IDR",),
    "R$": ("BRL",),
    "US$": ("USD",),
    "A$": ("AUD",),
    "AU$": ("AUD",),
    "C$": ("CAD",),
    "CA$": ("CAD",),
    "NZ$": ("NZD",),
    "HK$": ("HKD",),
    "S$": ("SGD",),
    "MX$": ("MXN",),
    "NT$": ("TWD",),
    "$": _DOLLARS,
    "¥": ("JPY", "CNY"),
    "KR": _CROWNS,
    "KR.": _CROWNS,
    "RS": _RUPEES,
    "RS.": _RUPEES,
    "LEI": ("RON", "MDL"),
    "ЛВ": ("BGN",),
    "ЛВ.": ("BGN",),
    "РУБ": ("RUB",),
    "РУБ.": ("RUB",),
}
"""By the sign in capitals: one currency, or several that share it."""
