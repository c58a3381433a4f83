"""Days in many languages, scripts and calendars: all of them are the third of May 2019."""

import datetime as dt

import pytest

from newssearch.archive.analysis.folding import fold
from newssearch.indexer.knowledge import months
from newssearch.indexer.knowledge.dates import find_day, is_day, read_day

DAY = dt.date(2019, 5, 3)
WRITTEN = """
3 мая 2019|Пятница, 3 мая 2019|03 мая 2019 г., 10:30|3 мая 2019 года|Опубликовано: 3 мая 2019
3 травня 2019|3 травня 2019 р.|3 май 2019|3 мај 2019|3. маја 2019.
3. maja 2019.|3. května 2019|pátek 3. května 2019|3. mája 2019|3. svibnja 2019.
3 maja 2019 r.|piątek, 3 maja 2019|3 maj 2019|3.V.2019
3 Μαΐου 2019|3 ΜΑΪΟΥ 2019|Παρασκευή, 3 Μαΐου 2019|3 Μάι 2019
3 Mayıs 2019|3 MAYIS 2019|03 Mayıs 2019 Cuma, 10:30|3 may 2019
2019. május 3.|2019. május 3., péntek|2019. 05. 03.|2019. máj. 3.
3. toukokuuta 2019|3. mai 2019|2019. gada 3. maijs|2019 m. gegužės 3 d.|3. maí 2019
3 mai 2019|vineri, 3 mai 2019|2019ko maiatzaren 3a|3 Mei 2019
3 مايو 2019|٣ مايو ٢٠١٩|الجمعة، 3 مايو 2019|3 أيار/مايو 2019|3 ماي 2019|۳ مه ۲۰۱۹|3 مئی 2019
3 במאי 2019|3 מאי 2019
2019年5月3日|2019年05月03日 10:30
２０１９年５月３日|2019年5月3日（金）|2019年5月3日 星期五|二〇一九年五月三日
令和元年5月3日|民國108年5月3日|发布时间：2019-05-03 10:30|2019年5月3日 朝刊
2019년 5월 3일|2019년 5월 3일 금요일|2019. 5. 3.|2019.05.03 10:30
3 मई 2019|৩ মে ২০১৯|3 tháng 5, 2019|ngày 3 tháng 5 năm 2019|3 พฤษภาคม 2562|3 พ.ค. 2562
03-MAY-19|3 May 19|03May2019|2019 May 3|2019-May-03|3/May/2019|May 3, 2019 Friday 10:30 AM GMT
2019_05_03|2019 05 03|10:30 | 3 May 2019
"""


@pytest.mark.parametrize(
    "written", WRITTEN.strip().replace(" | ", " ¦ ").replace("\n", "|").split("|")
)
def test_a_day_is_read_in_its_language(written):
    written = written.replace("¦", "|")
    day = read_day(written)
    assert day is not None
    assert day.date == DAY
    assert is_day(written)


@pytest.mark.parametrize(
    "text",
    [
        "МОСКВА, 3 мая 2019 года. Совет порта решил",
        "Ψηφίστηκε στις 3 Μαΐου 2019 από το συμβούλιο",
        "Zagreb, 3. svibnja 2019. Uprava luke",
        "Budapest, 2019. május 3. A kikötő",
        "القاهرة 3 مايو 2019 قرر المجلس",
        "港务局2019年5月3日决定",
        "พฤศจิกายน วันที่ 3 พฤษภาคม 2562 ที่ท่าเรือ",
    ],
)
def test_a_day_is_found_in_a_text_of_its_language(text):
    day = find_day(text)
    assert day is not None
    assert day.date == DAY


@pytest.mark.parametrize(
    ("written", "month"),
    [
        *(("12 listopada 2019", 11), ("12. listopada 2019.", 10), ("12. listopad 2019.", 10)),
        *(("12. listopadu 2019", 11), ("12 листопада 2019", 11), ("12 lipca 2019", 7)),
        *(("12. lipnja 2019.", 6), ("12. srpnja 2019.", 7), ("12. srpna 2019", 8)),
        *(("12 كانون الثاني 2019", 1), ("12 تشرين الثاني 2019", 11), ("12 ekim 2019", 10)),
        *(("平成31年4月12日", 4), ("昭和60年10月12日", 10), ("二〇一九年十一月十二日", 11)),
    ],
)
def test_months_that_languages_name_alike(written, month):
    day = read_day(written)
    assert day is not None
    assert (day.date.month, day.date.day) == (month, 12)


@pytest.mark.parametrize(
    "written",
    [
        *("3 i 2019", "3 brumaire 2019", "3 мая", "12 pm in 2019", "5月3日", "3 of 2019"),
        *("3 May 2019 Ellery", "room 3 May Street 2019", "Chapter 3 April in Paris 2019"),
    ],
)
def test_what_is_no_whole_day_is_left(written):
    assert read_day(written) is None
    assert not is_day(written)


def test_no_name_is_of_two_months_but_the_one_that_is_said():
    numbers: dict[str, set[int]] = {}
    for language in (months._ENGLISH, *months._WESTERN, *months._OTHERS):
        names = months._names(language)
        assert len(names) == 12, language
        for number, written in enumerate(names, 1):
            for name in written:
                numbers.setdefault(fold(name), set()).add(number)
    assert [name for name, months_of in numbers.items() if len(months_of) > 1] == []
