"""Chinese, Japanese and Korean names that stand without a blank, parted into family and given name."""

from __future__ import annotations

from typing import Final

from amparo.matching.script import HAN, HANGUL, letter_script

# the frequent family names of one character, simplified and traditional (public statistics of names by share)
_CHINESE: Final = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于余叶葉蒋蔣杜苏蘇魏程吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯洪游阮"
)
_CHINESE_OF_TWO: Final = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "皇甫", "东方", "東方", "夏侯"}
)
_KOREAN: Final = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상갈서"
)
_KOREAN_OF_TWO: Final = frozenset({"남궁", "황보", "제갈", "선우", "독고", "사공", "서문"})
_SHORTEST: Final = 2
_LONGEST: Final = 4


def parted(name: str) -> list[str]:
    """Return a name written without a blank as family and given name, where it looks like one; else as it is."""
    if not _SHORTEST <= len(name) <= _LONGEST:
        return [name]
    scripts = {letter_script(letter) for letter in name}
    if scripts == {HAN}:
        return _at(name, _CHINESE, _CHINESE_OF_TWO, halved=True)
    if scripts == {HANGUL}:
        return _at(name, _KOREAN, _KOREAN_OF_TWO, halved=False)
    return [name]


def _at(name: str, single: frozenset[str], double: frozenset[str], *, halved: bool) -> list[str]:
    """Behind a family name of two characters, of one, or, as most Japanese names of four are, in the middle."""
    if name[:2] in double and len(name) > len("欧阳"):
        return [name[:2], name[2:]]
    if name[0] in single and len(name) < _LONGEST:
        return [name[:1], name[1:]]
    return [name[:2], name[2:]] if halved and len(name) == _LONGEST else [name]
