"""Candidates for a file's encoding, side by side with what speaks for each; a person chooses.

What tells encodings apart are the characters beyond plain ASCII: read wrongly, they become box drawings, letters of
other alphabets, capitals inside words, or nothing. The score is the share that makes sense in Russian or Kazakh.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.drafts import EncodingDraft, Ground
from etl.draft.pieces import Pieces, lines, pieces
from etl.draft.vocabulary import load
from etl.sources.text import DAMAGED, MARK

CANDIDATES = ("utf-8", "cp1251", "kz1048", "cp866", "utf-16-le", "utf-16-be")  # of equal ones, the earlier
KAZAKH = "әіңғүұқөһ"
_AT_HOME = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё" + KAZAKH)
_SIGNS = frozenset("№«»„“”‘’–—…•·°§±×₸€$£¥©®™\u00a0\u202f\u2009µ²³½")
_WORD = re.compile(r"[^\W\d_a-zA-Z]+")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_TELLING = re.compile(r"[^\t\r\n\f\x20-\x7e]")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_LOST = re.compile(r"(?<=[А-Яа-яЁё])\?(?=[а-яё])|(?<=\W)\?(?=[а-яё]{2})")
_PLENTY = 4  # sequences of UTF-8: so many are valid by chance in no other encoding
_NEAR = 0.03  # scores so near each other do not decide
_DAMAGE = 0.001  # share of NULs that damage on the way explains; more, and it is another encoding
_HEAD = 2**18  # bytes of the beginning that are weighed
_WORDS, _LINES = 6, 3
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    text: str
    undecodable: int
    score: float
    typical: tuple[str, ...]

    @property
    def rank(self) -> tuple[float, int]:
        return self.score + min(len(self.typical), 10) / 200, -CANDIDATES.index(plain_name(self.encoding))


def encodings(path: Path) -> tuple[EncodingDraft, ...]:
    """All candidates, the likeliest first.

    Raises:
        InputError: the file is empty or cannot be read.
    """
    found = pieces(path)
    readings = sorted((_reading(found, name) for name in _names(found)), key=lambda r: r.rank, reverse=True)
    words, best = _words(readings[0]), readings[0]
    return tuple(_candidate(path, reading, best, words, found) for reading in readings)


def doubtful(candidates: tuple[EncodingDraft, ...]) -> bool:
    """Whether another candidate makes as much sense and yet reads the file differently."""
    first, *others = candidates
    near = [each for each in others if each.score > first.score - _NEAR]
    return any((each.words, each.lines) != (first.words, first.lines) for each in near) or first.score < 0.5


def plain_name(encoding: str) -> str:
    """The candidate that an encoding's name stands for."""
    name = codecs.lookup(encoding).name
    return "utf-16-le" if name == "utf-16" else name


def _names(found: Pieces) -> Iterator[str]:
    """UTF-16 that bears a byte order mark says so itself."""
    for name in CANDIDATES:
        mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(name)
        if mark is None or not found.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield name
        elif found.head.startswith(mark):
            yield "utf-16"


def _reading(found: Pieces, encoding: str) -> _Reading:
    parts = [_decoded(piece, encoding, found) for piece in (found.head[:_HEAD], *found.others)]
    text = "".join(part for part, _ in parts)
    if text.count("\x00") < _DAMAGE * len(text):
        text = text.replace("\x00", "")
    telling = len(_TELLING.findall(text))
    score = _at_home(text) / telling if telling else 1.0
    undecodable = sum(lost for _, lost in parts)
    if encoding == "utf-8" and not undecodable and _is_utf8(found):
        score = 1.0  # no other encoding's text is valid UTF-8 by chance, whatever its letters are
    elif "utf-16" not in encoding and _is_utf8(found):
        score /= 2
    low = text.casefold()
    typical = tuple(word for word in load().typical if word.casefold() in low)
    return _Reading(encoding, text, undecodable, score, typical)


def _decoded(piece: bytes, encoding: str, found: Pieces) -> tuple[str, int]:
    """Text of a piece and how many bytes of it meant nothing; letters cut at its ends do not count."""
    if encoding == "utf-8" and piece in found.others:
        piece = piece.lstrip(bytes(range(0x80, 0xC0)))
    name = "utf-16-be" if encoding == "utf-16" and found.head.startswith(codecs.BOM_UTF16_BE) else encoding
    name = "utf-16-le" if name == "utf-16" else name
    text = codecs.getincrementaldecoder(name)("replace").decode(piece, final=found.size <= _HEAD)
    there = piece.count(DAMAGED.encode()) if encoding == "utf-8" else 0
    return text.removeprefix(MARK), max(text.count(DAMAGED) - there, 0)


def _at_home(text: str) -> int:
    words = Counter(_WORD.findall(text))
    letters = sum(len(word) * times for word, times in words.items() if _is_word(word))
    return letters + sum(text.count(sign) for sign in _SIGNS)


def _is_word(word: str) -> bool:
    return set(word.lower()) <= _AT_HOME and (word[1:].islower() or word.isupper() or len(word) == 1)


def _is_utf8(found: Pieces) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(found.head[:_HEAD])
    except UnicodeDecodeError:
        return False
    return len(_BEYOND.findall(text)) >= _PLENTY


def _words(best: _Reading) -> tuple[str, ...]:
    """Words of the file that show the difference: such that all its Kazakh letters are seen, then any others."""
    words = [word for word in dict.fromkeys(_ANY_WORD.findall(best.text)) if not word.isascii()]
    open_, chosen = set(best.text.lower()) & set(KAZAKH), list[str]()
    while open_ and len(chosen) < _WORDS:
        shows = max(words, key=lambda word: (len(open_ & set(word.lower())), -len(word)))
        chosen.append(shows)
        open_ -= set(shows.lower())
    rest = (word for word in words if word not in chosen and len(word) > 2)
    return tuple([*chosen, *rest][:_WORDS])


def _candidate(path: Path, reading: _Reading, best: _Reading, words: tuple[str, ...], found: Pieces) -> EncodingDraft:
    counted = Counter(reading.text.lower())
    return EncodingDraft(
        encoding=reading.encoding,
        score=round(reading.score, 3),
        undecodable=reading.undecodable,
        kazakh=sum(counted[letter] for letter in KAZAKH),
        words=tuple(_as_read(word, best.encoding, reading.encoding) for word in words),
        letters=_as_read(KAZAKH, best.encoding, reading.encoding),
        lines=tuple(_UNSEEN.sub("·", line[:200]) for line in lines(path, reading.encoding)[:_LINES]),
        grounds=tuple(_grounds(reading, best, counted, found)),
    )


def _as_read(text: str, written: str, read: str) -> str:
    """What an encoding makes of a text's bytes in another; "" where the other has no bytes for it."""
    try:
        data = text.encode(plain_name(written))
    except UnicodeEncodeError:
        return ""
    return _UNSEEN.sub("·", data.decode(plain_name(read), "replace"))


def _grounds(reading: _Reading, best: _Reading, counted: Mapping[str, int], found: Pieces) -> Iterator[Ground]:
    telling = len(_TELLING.findall(reading.text))
    if reading.encoding == "utf-16" or (reading.encoding == "utf-8" and found.head.startswith(codecs.BOM_UTF8)):
        yield Ground(key="encoding.mark")
    if reading.undecodable:
        yield Ground(key="encoding.undecodable", parameters={"n": reading.undecodable})
    if not telling:
        yield Ground(key="encoding.ascii")
        return
    yield Ground(key="encoding.sense", parameters={"share": round(reading.score, 3), "n": telling})
    if letters := [f"{letter} {counted[letter]}" for letter in KAZAKH if counted[letter]]:
        yield Ground(key="encoding.kazakh", parameters={"letters": ", ".join(letters)})
    if reading.typical:
        yield Ground(key="encoding.typical", parameters={"words": ", ".join(reading.typical[:_WORDS])})
    if reading.encoding == "cp1251" and (lost := len(_LOST.findall(reading.text))):
        yield Ground(key="encoding.lost", parameters={"n": lost})
    if reading is not best and reading.text == best.text:
        yield Ground(key="encoding.alike", parameters={"other": best.encoding})
