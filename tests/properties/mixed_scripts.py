"""A small corpus in many scripts, and random queries made of stretches of its texts.

All sentences are written for these tests.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from newssearch.archive.analysis.surfaces import surfaces_of
from newssearch.archive.article import Article
from newssearch.search.ast import (
    And,
    AtLeast,
    InField,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)

SENTENCES = (
    "新华社北京3月2日电，外交部发言人表示，COVID-19疫情已经结束。",
    "「北京大学」的学生在广场集会；警察没有干预。2024年的预算增加了5%。",
    "東京で開かれたサミットは、首相の演説で終わった。ｶﾞｽ価格は上がった。",
    "ジョン・スミス記者がニューヨークから伝えた。がんばれ、と彼は言った。",
    "รัฐบาลไทยประกาศว่าราคาน้ำมันจะลดลงในเดือนหน้า ประชาชนดีใจ",
    "រដ្ឋាភិបាលកម្ពុជាបានប្រកាសថា តម្លៃអង្ករនឹងថយចុះ។ ប្រជាជនរីករាយ។",
    "ລັດຖະບານລາວປະກາດວ່າລາຄານ້ຳມັນຈະຫຼຸດລົງ",
    "မြန်မာနိုင်ငံ၏ ဝန်ကြီးချုပ်က ဆန်ဈေးကျမည်ဟု ပြောကြားခဲ့သည်။",
    "한국은행은 기준금리를 동결했다. 대통령이 서울시청에서 연설했다.",
    "한국 은행 총재는 물가가 오를 것이라고 말했다.",
    "وَصَلَ مُحَمَّدٌ إِلَى القَاهِرَةِ، وقال إنّ الأسعار ارتفعت ٣٫٥ في المئة.",
    "وصل محمد الى القاهره في ٢٠٢٤ وقال ان الاسعار ارتفعت.",
    "نخست‌وزیر در تهران گفت که قیمت نفت در سال ۱۴۰۳ پایین می‌آید.",
    "רָחֵל אמרה בִּירוּשָׁלַיִם כי צה״ל נסוג. רחל שבה לירושלים.",
    "रमा ने दिल्ली में कहा कि रमी का खेल १२ मार्च को शुरू होगा।",
    "হাসিনা ঢাকায় বলেছেন যে চালের দাম কমবে। হাসান চুপ ছিলেন।",
    "சென்னையில் அமைச்சர் பேசினார். விலை குறையும் என்றார்.",
    "Başbakan Diyarbakır'da konuştu; Türkiye’nin ve NATO'nun tutumu İstanbul'u şaşırttı.",
    "Le bureau d'études de l’Assemblée a publié l'enquête sur l’école d'État. Aujourd'hui rien.",
    "La presidenza dell'unione e quest’anno l'economia: un'altra crisi all'orizzonte.",
    "L'economia d'avui: la col·lecció de l'Ajuntament i l’escola d'Ontinyent.",
    "Leaders of Hawai‘i and Kauaʻi met O’Brien; the Qur`an and Sana'a were named. OBrien left.",
    "The COVID-19 vaccine arrived on an F-16. An e-mail said COVID19 and COVID 19 are one.",
    "We don't know what they’ll do; the state-of-the-art re-election can't fail.",
    "A self\u00addriving car and a self\u200bdriving bus passed the selfdriving lorry.",
    "Η Αθήνα είπε όχι. Правительство объявило о росте цен; объ’єкт закрыт. Її ім'я Олена.",
    "Der Minister für Maße sagte, so geht‘s nicht: Ｆｕｌｌ Ｗｉｄｔｈ １２３ und ½.",
    "ልዑል በአዲስ አበባ ተናገረ። ዋጋ ቀነሰ።",
)


def mixed_articles(count: int, seed: int) -> list[Article]:
    """Return articles of sentences in different scripts."""
    draw = random.Random(seed)
    articles = []
    for number in range(count):
        chosen = draw.choices(SENTENCES, k=draw.randint(2, 8))
        breaks = [draw.choice((" ", "", "\n\n", "\n")) for _ in chosen]
        body = "".join(part for pair in zip(chosen, breaks, strict=True) for part in pair)
        articles.append(
            Article(
                id=f"m{number}",
                path=f"mixed/{number}",
                title=draw.choice(SENTENCES)[:24],
                notes=(draw.choice(SENTENCES),),
                body=body,
            )
        )
    return articles


class MixedQueries:
    """Queries of stretches of the sentences."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)

    def query(self) -> Node:
        """Return a query of a few parts."""
        kinds: tuple[Callable[[], Node], ...] = (
            self._positional,
            self._positional,
            lambda: And((self._positional(), self._positional())),
            lambda: And((self._positional(), Not(self._positional()))),
            lambda: InField(self._draw.choice(("title", "body", "notes")), self._positional()),
            lambda: AtLeast(self._draw.randint(1, 2), self._positional()),
        )
        return self._draw.choice(kinds)()

    def _positional(self) -> Node:
        kinds: tuple[Callable[[], Node], ...] = (
            self._stretch,
            self._stretch,
            self._stretch,
            self._wildcard,
            lambda: Or((self._stretch(), self._stretch())),
            self._near,
        )
        return self._draw.choice(kinds)()

    def _near(self) -> Node:
        near = self._draw.choice((1, 3, 9, None))
        ordered = self._draw.random() < 0.3
        unit = "word" if near else "sentence"
        return Near(self._stretch(), self._stretch(), near, ordered, unit=unit)

    def _stretch(self) -> Word | Phrase:
        """Return a stretch of a sentence: a word, typed as one, or a phrase."""
        sentence = self._draw.choice(SENTENCES)
        places = list(surfaces_of(sentence))
        first = self._draw.randrange(len(places))
        last = min(first + self._draw.randint(0, 3), len(places) - 1)
        chunks = sentence[places[first][0] : places[last][1]].split()
        if len(chunks) == 1 and self._draw.random() < 0.7:
            return Word(chunks[0], exact=self._draw.random() < 0.3)
        return Phrase(tuple(Word(chunk, exact=True) for chunk in chunks))

    def _wildcard(self) -> Node:
        words = [word for word in self._draw.choice(SENTENCES).split() if word[:3].isalpha()]
        if not words:
            return self._stretch()
        return Wildcard(self._draw.choice(words)[:3] + "*")
