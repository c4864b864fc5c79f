import pytest

from voting.assessment.names import pad_name


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("王伟", "王　伟"),
        (" 王伟 ", "王　伟"),
        ("欧阳明", "欧阳明"),
        ("王　伟", "王　伟"),
        ("𠮷田", "𠮷　田"),
        ("Li", "Li"),
        ("王A", "王A"),
        ("", ""),
        ("王", "王"),
    ],
)
def test_two_chinese_characters_are_spread(name: str, printed: str) -> None:
    assert pad_name(name) == printed
