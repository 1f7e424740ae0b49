"""Names as strangers may read them: on paper, on the board, on the customer's display."""

from __future__ import annotations

import unicodedata

#: The family names of nearly everybody in Taiwan, and those of two characters.
_FAMILY = frozenset(
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范方宋"
    "鄧杜傅侯曹溫薛丁馬蔣唐藍石紀卓馮姚連董歐程湯康田古姜白涂鄒尤巫鐘龔嚴韓黎阮袁童陸金錢邵倪夏柳賀尹龍段史陶孔毛"
    "郝顧萬雷湛駱秦鄔管辛利甘官伍葛申賈裴凌祝俞車竇查喬瞿閻單左任孟樊汪崔鮑閔裘包舒屈項杭耿婁樓粘房"
)
_DOUBLE = frozenset(
    {"歐陽", "司馬", "司徒", "諸葛", "上官", "張簡", "范姜", "江謝", "周黃", "端木", "尉遲", "公孫", "夏侯"}
)


def masked(name: str) -> str:
    """A name with its middle hidden: 林○萱, 王○, Lin Y***."""
    words = name.split()
    if not words:
        return ""
    first = words[0]
    if _is_wide(first[0]):
        whole = "".join(words)
        return whole[0] + "○" * max(len(whole) - 2, 1) + (whole[-1] if len(whole) > 2 else "")
    if len(words) == 1:
        return f"{first[0]}***"
    return f"{first} {words[1][0]}***"


def masked_staff(name: str) -> str:
    """Somebody of the staff: a person's name masked, what names a place at the till as it is (栗子早班, Till 2).

    Masked unless it cannot well be a name: a Chinese one begins with a family name and has up to three characters, or
    four after two family names; another has no comma and no figure.
    """
    plain = "".join(name.split())
    if not plain:
        return ""
    if _is_wide(plain[0]):
        double = plain[:2] in _DOUBLE or (len(plain) == 4 and set(plain[:2]) <= _FAMILY)
        is_person = (plain[0] in _FAMILY and len(plain) <= 3) or (double and len(plain) <= 4)
    else:
        is_person = "," not in name and not any(map(str.isdigit, name))
    return masked(name) if is_person else name.strip()


def masked_id(text: str) -> str:
    """An id of which only the end is told: ****4821."""
    return f"****{text[-4:]}" if text else ""


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
