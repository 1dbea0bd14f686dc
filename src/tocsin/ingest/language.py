"""A second opinion on the language, asked only where the share of English function words leaves doubt."""

from __future__ import annotations

from tocsin.errors import UnsupportedLanguage
from tocsin.read.report import english_share

_SURE = 0.20
"""English news runs at .25–.45, so nothing above this is asked about."""
_NAMES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "ru": "Russian",
    "uk": "Ukrainian",
    "ar": "Arabic",
    "tr": "Turkish",
    "az": "Azerbaijani",
    "hy": "Armenian",
    "fa": "Persian",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "pl": "Polish",
    "he": "Hebrew",
    "hi": "Hindi",
    "ur": "Urdu",
    "id": "Indonesian",
    "sv": "Swedish",
    "no": "Norwegian",
    "da": "Danish",
    "ka": "Georgian",
    "el": "Greek",
    "ro": "Romanian",
    "cs": "Czech",
    "hu": "Hungarian",
    "fi": "Finnish",
    "sr": "Serbian",
    "so": "Somali",
    "sw": "Swahili",
    "am": "Amharic",
    "ps": "Pashto",
    "bn": "Bengali",
    "vi": "Vietnamese",
    "th": "Thai",
    "my": "Burmese",
}


def refuse_foreign(text: str, where: str) -> None:
    """Raises UnsupportedLanguage, naming the language, where the text is not English."""
    sample = text[:4000]
    if english_share(sample) >= _SURE or (len(sample.split()) < 12 and sample.isascii()):
        return
    import py3langid

    code, _ = py3langid.classify(sample)
    if code != "en" and english_share(sample) < 0.12:
        raise UnsupportedLanguage(
            f"the report seems to be in {_NAMES.get(code, f'another language ({code})')}, not English", where=where
        )
