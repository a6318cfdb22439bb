"""The dress of an official document (版头、版记, GB/T 9704-2012, 7.2 and 7.4), written only when asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RedHead:
    """The head over the title (版头): who issues it in red, and the number of the document above a red line.

    `issuers` are printed as given, more than one for a joint document; `word` stands behind them (文件, or "" where a
    place uses its name alone). `number` is the 发文字号 (示妇儿发〔2026〕3号), `signers` the 签发人 of a document that
    goes upwards, `copy_number` the 份号 of six digits, `urgency` 特急 or 加急. There is no field for secrecy: the
    product holds no secrets. `letter`: the letter format (信函格式, 10.1): the name alone between red double lines, the
    number right under the first, no page number on the first page.
    """

    issuers: tuple[str, ...]
    number: str = ""
    word: str = "文件"
    signers: tuple[str, ...] = ()
    copy_number: str = ""
    urgency: str = ""
    letter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The foot of the last page (版记): 抄送机关, and the printing office with its date (2026年9月8日印发)."""

    office: str
    printed_on: str
    copies: tuple[str, ...] = ()
