"""Printed and machine-written dates in the forms and languages of portals; absurd ones are refused."""

import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crawler.reading.dates import Found, find, find_all, iso, offset_of, parse_iso
from crawler.rules.months import MONTHS

CHINA = timezone(timedelta(hours=8))


def found(text: str, language: str = "") -> str:
    hit = find(text, CHINA, language)
    return iso(hit.value) if hit else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年07月07日 08:42", "2023-07-07T08:42:00"),
        ("2019-09-23 14:34:05", "2019-09-23T14:34:05"),
        ("时间：2020-10-04 20:30 来源：江城网", "2020-10-04T20:30:00"),
        ("2023/2/21 21:20（2/21 22:08 更新）", "2023-02-21T21:20:00"),
        ("2005年3月11日12:12", "2005-03-11T12:12:00"),
        ("2005年08月16日 来源：江城网", "2005-08-16T00:00:00"),
        ("2022.01.20 16:31", "2022-01-20T16:31:00"),
        ("2021-1-29 13:18", "2021-01-29T13:18:00"),
        ("2023 11/ 17 20:52:15", "2023-11-17T20:52:15"),
        ("2019-09-3007:42", "2019-09-30T07:42:00"),
        ("11:142018/09/12", "2018-09-12T11:14:00"),
        ("2022-02-13 07:00:00来源：央江网", "2022-02-13T07:00:00"),
        ("2023年7月7日 星期五 08:42", "2023-07-07T08:42:00"),
        ("2024年5月20日 下午4:46", "2024-05-20T16:46:00"),
        ("2024年5月20日 上午12:05", "2024-05-20T12:05:00"),
        ("2024年5月20日 16时46分", "2024-05-20T16:46:00"),
        ("二〇二三年七月七日", "2023-07-07T00:00:00"),
        ("二零二三年十月二十三日", "2023-10-23T00:00:00"),
        ("民國106年12月9日", "2017-12-09T00:00:00"),
        ("令和6年5月1日", "2024-05-01T00:00:00"),
        ("令和元年5月1日", "2019-05-01T00:00:00"),
        ("2024年5月13日 9時0分", "2024-05-13T09:00:00"),
        ("2024년 5월 16일 오후 3:04", "2024-05-16T15:04:00"),
        ("입력 2021.03.04 14:21", "2021-03-04T14:21:00"),
        ("2021.03.04. 오후 2:21", "2021-03-04T14:21:00"),
        ("2021. 3. 4.(목) 14:21", "2021-03-04T14:21:00"),
        ("２０２１年３月４日 １４：２１", "2021-03-04T14:21:00"),
        ("２０２１．０３．０４", "2021-03-04T00:00:00"),
        ("2025-04-21T10:28:40.123Z", "2025-04-21T10:28:40+00:00"),
        ("2023-11-17T20:52:15+0800", "2023-11-17T20:52:15+08:00"),
    ],
)
def test_east_asian_forms(text: str, expected: str) -> None:
    assert found(text) == (expected if "+" in expected else f"{expected}+08:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 March 2021", "2021-03-12T00:00:00"),
        ("March 12, 2021 3:04 pm", "2021-03-12T15:04:00"),
        ("Mar. 12th, 2021, 12:04 a.m.", "2021-03-12T00:04:00"),
        ("PUBLISHED: 00:01, Tue, Nov 19, 2019", "2019-11-19T00:01:00"),
        ("4:30 PM on December 21, 2021", "2021-12-21T16:30:00"),
        ("December 21, 2021/8:51 p.m.", "2021-12-21T20:51:00"),
        ("Nov 20th 2021 | BERLIN", "2021-11-20T00:00:00"),
        ("By Ann Hill • 05/26/22 4:20pm", "2022-05-26T16:20:00"),
        ("12. März 2021, 14:36 Uhr", "2021-03-12T14:36:00"),
        ("15.04.2021, 14.36 Uhr", "2021-04-15T14:36:00"),
        ("Am 27.09.2021 um 17 Uhr", "2021-09-27T17:00:00"),
        ("25.4.24", "2024-04-25T00:00:00"),
        ("1er janvier 2020 à 17h35", "2020-01-01T17:35:00"),
        ("12 de marzo de 2021 a las 20:56h", "2021-03-12T20:56:00"),
        ("3 de março de 2021 às 08h00", "2021-03-03T08:00:00"),
        ("12 maggio 2021 alle 16:48", "2021-05-12T16:48:00"),
        ("12 mrt 2021", "2021-03-12T00:00:00"),
        ("Publisert 05.08.2021, kl. 13.05", "2021-08-05T13:05:00"),
        ("12. maaliskuuta 2021 klo 9.15", "2021-03-12T09:15:00"),
        ("12 marca 2021", "2021-03-12T00:00:00"),
        ("23. prosince 2021 13:31", "2021-12-23T13:31:00"),
        ("23. 12. 2021 13:31", "2021-12-23T13:31:00"),
        ("12 марта 2021 в 10:05", "2021-03-12T10:05:00"),
        ("12 марта 2021 года, 10:05", "2021-03-12T10:05:00"),
        ("12 марта 2021 г. 10:05", "2021-03-12T10:05:00"),
        ("12 березня 2021 р. о 10:05", "2021-03-12T10:05:00"),
        ("2021. március 12.", "2021-03-12T00:00:00"),
        ("2021. 03. 12. 10:05", "2021-03-12T10:05:00"),
        ("2021 m. kovo 12 d.", "2021-03-12T00:00:00"),
        ("20 Nisan 2021 • 18:24", "2021-04-20T18:24:00"),
        ("12 tháng 3, 2021", "2021-03-12T00:00:00"),
        ("21 Mei 2021 pukul 12:31", "2021-05-21T12:31:00"),
        ("السبت، 11 مايو 2021 11:25", "2021-05-11T11:25:00"),
    ],
)
def test_month_names_and_western_forms(text: str, expected: str) -> None:
    assert found(text) == f"{expected}+08:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dec 17, 2021, 03:53am EST", "2021-12-17T03:53:00-05:00"),
        ("Dec. 22, 2021, 5:24 AM UTC", "2021-12-22T05:24:00+00:00"),
        ("17:41 JST, October 13, 2021", "2021-10-13T17:41:00+09:00"),
        ("Example.com - 21/05/2021, 12:31 WIB", "2021-05-21T12:31:00+07:00"),
        ("2021-05-21 12:31 GMT+8", "2021-05-21T12:31:00+08:00"),
        ("May 12, 2021, 3:00 PM XYZ", "2021-05-12T15:00:00+08:00"),
    ],
)
def test_printed_zones(text: str, expected: str) -> None:
    assert found(text) == expected


def test_slashes_are_read_as_the_language_writes_them() -> None:
    assert found("03/04/2021") == "2021-04-03T00:00:00+08:00"
    assert found("03/04/2021", "en") == "2021-03-04T00:00:00+08:00"
    assert found("03/04/2021", "en-GB") == "2021-04-03T00:00:00+08:00"
    assert found("12/18/21 4:02pm") == "2021-12-18T16:02:00+08:00"
    assert found("18/12/2021", "en") == "2021-12-18T00:00:00+08:00"
    assert found("03.04.2021", "en") == "2021-04-03T00:00:00+08:00"
    assert [iso(hit.value) for hit in find_all("03/04/2021", CHINA, "en_US")] == ["2021-03-04T00:00:00+08:00"]


@pytest.mark.parametrize(
    "text",
    [
        "", "没有日期", "年", "12月3日", "2/21 22:08", "call 2023-2024 or 0433-8157607", "1080.2023.11", "iOS 17.4.1 is out now",
        "2021-13-04", "2021-02-30", "31.04.2021", "12 March 1889", "1975-03-04", "二十大代表", "2013年国内第2批", "3 million 2021",
        "12 hours 2021", "version 2021.1", "10.2.24 was released to all users", "ISBN 978-0-9794932-2-5",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert find(text) is None
    assert find_all(text) == []


def test_the_future_is_refused_from_the_third_day() -> None:
    today = date.today()
    assert find((today + timedelta(days=1)).isoformat()) is not None
    assert find((today + timedelta(days=4)).isoformat()) is None
    assert find(f"12 March {today.year + 2}") is None


def test_found_names_its_place() -> None:
    text = "江城日报 2021-03-04 08:42 编辑"
    assert find(text, CHINA) == Found(datetime(2021, 3, 4, 8, 42, tzinfo=CHINA), 5, 21, True)
    hit = find("am 12. März 2021 in Berlin")
    assert hit is not None
    assert not hit.has_time
    assert hit.value.tzinfo is None
    assert text[5:21] == "2021-03-04 08:42"


def test_a_time_that_is_none_is_not_taken() -> None:
    hit = find("2021-03-04 25:99")
    assert hit is not None
    assert (hit.value, hit.has_time) == (datetime(2021, 3, 4), False)


def test_all_dates_in_order() -> None:
    text = "Dec. 22, 2021, 5:24 AM UTC / Updated Dec. 23, 2021, 2:01 PM UTC"
    assert [iso(hit.value) for hit in find_all(text)] == ["2021-12-22T05:24:00+00:00", "2021-12-23T14:01:00+00:00"]
    assert [hit.value.day for hit in find_all("20 Nisan 2021•Güncelleme: 21 Nisan 2021")] == [20, 21]
    assert [hit.value.day for hit in find_all("2021年3月4日至二〇二一年三月六日")] == [4, 6]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-07-04T12:10:24+08:00", "2020-07-04T12:10:24+08:00"),
        ("2020-07-04T12:10:24.123456Z", "2020-07-04T12:10:24+00:00"),
        ("2020-07-04T12:10:24,5+0530", "2020-07-04T12:10:24+05:30"),
        ("2020-07-04T12:10+08", "2020-07-04T12:10:00+08:00"),
        ("2020-07-04 12:10", "2020-07-04T12:10:00"),
        ("20200704", "2020-07-04T00:00:00"),
        ("20200704T121024Z", "2020-07-04T12:10:24+00:00"),
        ("20200704121024", "2020-07-04T12:10:24"),
        ("202007041210", "2020-07-04T12:10:00"),
        (" 2020-07-04 ", "2020-07-04T00:00:00"),
        ("Mon, 12 Mar 2018 10:00:00 GMT", "2018-03-12T10:00:00+00:00"),
        ("12 Mar 2018 10:00:00 +0200", "2018-03-12T10:00:00+02:00"),
        ("1593835824", "2020-07-04T04:10:24+00:00"),
        ("1593835824000", "2020-07-04T04:10:24+00:00"),
        ("2020-7-4 8:05", "2020-07-04T08:05:00"),
        ("12 March 2021", "2021-03-12T00:00:00"),
    ],
)
def test_machine_written(text: str, expected: str) -> None:
    value = parse_iso(text)
    assert value is not None
    assert iso(value) == expected


@pytest.mark.parametrize(
    "text", ["", "garbage", "2020-13-04", "0000000000", "9999999999", "Mon, 99 Mar 2018 10:00:00 GMT"]
)
def test_machine_written_nonsense(text: str) -> None:
    assert parse_iso(text) is None


def test_offset_of() -> None:
    assert offset_of("GMT+8") == timezone(timedelta(hours=8))
    assert offset_of("UTC") == UTC
    assert offset_of("+05:30") == timezone(timedelta(hours=5, minutes=30))
    assert offset_of("-0330") == timezone(-timedelta(hours=3, minutes=30))
    assert offset_of("est") == timezone(-timedelta(hours=5))
    assert offset_of("ET") == ZoneInfo("America/New_York")
    assert offset_of("Asia/Shanghai") == ZoneInfo("Asia/Shanghai")
    assert offset_of("北京时间") == ZoneInfo("Asia/Shanghai")
    for nonsense in ("", "XYZ", "Asia/Atlantis", "../etc/passwd", "+99:00", "Uhr"):
        assert offset_of(nonsense) is None


def test_iso_prints_seconds_and_offset() -> None:
    assert iso(datetime(2023, 7, 7, 8, 42, tzinfo=CHINA)) == "2023-07-07T08:42:00+08:00"
    assert iso(datetime(2023, 7, 7, 8, 42, 1, 999)) == "2023-07-07T08:42:01"


def test_month_names_are_plain_and_complete() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
    assert all(name == name.lower() and "." not in name for name in MONTHS)
    assert (MONTHS["märz"], MONTHS["mayo"], MONTHS["listopada"], MONTHS["дек"]) == (3, 5, 11, 12)


def test_hostile_lines_cost_little() -> None:
    started = time.process_time()
    for seed in ("2021-", "12 ", "2021 12 ", "1.", "20:20 ", "年2021", "9", "12 march "):
        find_all((seed * 300)[:1200])
    assert time.process_time() - started < 1
