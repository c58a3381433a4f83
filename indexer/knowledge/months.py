"""Names of months and weekdays in the languages whose dates are read.

Tables only, as each language's dictionaries and the Unicode CLDR (calendar "gregorian") write them:
with a day, alone, and shortened. Names are compared in their folded form (case, accents and points
make no difference). "_" stands for a blank.
"""

from __future__ import annotations

from newssearch.archive.analysis.folding import fold

_ENGLISH = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug"
    " september/sept/sep october/oct november/nov december/dec"
)
_WESTERN = (
    # German, Austrian
    "januar/jänner/jan februar/feber märz/maerz/mär/mrz april mai juni juli august september"
    " oktober/okt november dezember/dez",
    # French
    "janvier/janv février/févr/fevr/fév mars avril/avr mai juin juillet/juil août/aout septembre"
    " octobre novembre décembre/déc",
    # Spanish, Galician, Catalan
    "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre"
    " noviembre diciembre/dic",
    "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "gener febrer març/marc abril maig juny juliol agost setembre octubre novembre desembre/des",
    # Italian, Portuguese
    "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre/set"
    " ottobre/ott novembre dicembre/dic",
    "janeiro fevereiro/fev março abril maio/mai junho julho agosto setembro/set outubro/out"
    " novembro dezembro",
    # Dutch, Danish and Norwegian, Swedish
    "januari februari maart/mrt april mei juni juli augustus september oktober november december",
    "januar februar marts/mars april maj/mai juni juli august september oktober november"
    " december/desember/des",
    "januari februari mars april maj juni juli augusti september oktober november december",
    # Polish
    "stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj"
    " czerwca/czerwiec/cze lipca/lipiec sierpnia/sierpień/sie września/wrzesień/wrz"
    " października/październik/paź listopada/listopad grudnia/grudzień/gru",
)
_OTHERS = (
    # Basque, Romanian, Icelandic
    "urtarrila/urtarrilaren otsaila/otsailaren martxoa/martxoaren apirila/apirilaren"
    " maiatza/maiatzaren ekaina/ekainaren uztaila/uztailaren abuztua/abuztuaren iraila/irailaren"
    " urria/urriaren azaroa/azaroaren abendua/abenduaren",
    "ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie"
    " noiembrie decembrie",
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    # Finnish, Estonian, Latvian, Lithuanian, Hungarian
    "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu"
    " toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu"
    " lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu",
    "jaanuar/jaan veebruar/veebr märts aprill mai juuni juuli august september oktoober november"
    " detsember/dets",
    "janvāris/janvārī/janvāra februāris/februārī/februāra marts/martā/marta aprīlis/aprīlī/aprīļa"
    " maijs/maijā/maija jūnijs/jūnijā/jūnija jūlijs/jūlijā/jūlija augusts/augustā/augusta"
    " septembris/septembrī/septembra oktobris/oktobrī/oktobra novembris/novembrī/novembra"
    " decembris/decembrī/decembra",
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio"
    " gruodžio",
    "január/jan február/febr március/márc április/ápr május/máj június/jún július/júl augusztus/aug"
    " szeptember/szept október november december",
    # Czech, Slovak, Slovene, Croatian, Serbian and Bosnian in Latin letters
    "ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě"
    " června/červen/čvn července/červenec/čvc srpna/srpen září/zář října/říjen/říj listopadu"
    " prosince/prosinec/pro",
    "januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl"
    " augusta/august septembra/september októbra/október novembra/november decembra/december",
    "januarja/januar februarja/februar marca/marec aprila/april maja/maj junija/junij julija/julij"
    " avgusta/avgust/avg septembra/september oktobra/oktober novembra/november decembra/december",
    "siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj"
    " lipnja/lipanj srpnja/srpanj kolovoza/kolovoz rujna/rujan - studenoga/studenog/studeni"
    " prosinca/prosinac",
    "januara/januar februara/februar marta/mart aprila/april maja/maj juna/jun/juni jula/jul/juli"
    " avgusta/avgust/avg septembra/septembar oktobra/oktobar novembra/novembar decembra/decembar",
    # Russian, Ukrainian, Belarusian, Bulgarian, Macedonian, Serbian
    "января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май"
    " июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сент/сен октября/октябрь/окт"
    " ноября/ноябрь/нояб/ноя декабря/декабрь/дек",
    "січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт/кві"
    " травня/травень/трав/тра червня/червень/черв/чер липня/липень/лип серпня/серпень/серп/сер"
    " вересня/вересень/вер жовтня/жовтень/жовт/жов листопада/листопад/лист/лис"
    " грудня/грудень/груд/гру",
    "студзеня/студзень лютага/люты сакавіка/сакавік красавіка/красавік мая/траўня/травень"
    " чэрвеня/чэрвень ліпеня/ліпень жніўня/жнівень верасня/верасень кастрычніка/кастрычнік"
    " лістапада/лістапад снежня/снежань",
    "януари/ян февруари/февр март април май юни юли август септември/септ октомври ноември"
    " декември",
    "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "јануара/јануар фебруара/фебруар марта/март априла/април маја/мај јуна/јун/јуни јула/јул/јули"
    " августа/август септембра/септембар октобра/октобар новембра/новембар децембра/децембар",
    # Greek, Albanian, Welsh, Turkish, Azerbaijani, Kazakh
    "ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ"
    " απριλίου/απρίλιος/απρ μαΐου/μάιος/μάι ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ"
    " αυγούστου/αύγουστος/αυγ σεπτεμβρίου/σεπτέμβριος/σεπτ/σεπ οκτωβρίου/οκτώβριος/οκτ"
    " νοεμβρίου/νοέμβριος/νοε δεκεμβρίου/δεκέμβριος/δεκ",
    "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim"
    " kasım/kas aralık/ara",
    "yanvar fevral mart aprel may iyun iyul avqust/avgust sentyabr/sentabr oktyabr/oktabr noyabr"
    " dekabr",
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    # Arabic: Egypt and the Gulf, the Levant, the Maghreb, Morocco
    "يناير فبراير مارس أبريل/إبريل مايو يونيو/يونيه يوليو/يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    # Persian and Urdu (of the common calendar), Hebrew
    "ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס/במרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי"
    " אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
    # Armenian, Georgian, Hindi, Bengali
    "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի"
    " նոյեմբերի դեկտեմբերի",
    "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი"
    " დეკემბერი",
    "जनवरी फ़रवरी/फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    # Indonesian, Malay, Thai
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "januari februari mac april mei jun julai ogos september oktober november disember",
    "มกราคม/ม.ค. กุมภาพันธ์/ก.พ. มีนาคม/มี.ค. เมษายน/เม.ย. พฤษภาคม/พ.ค. มิถุนายน/มิ.ย."
    " กรกฎาคม/ก.ค. สิงหาคม/ส.ค. กันยายน/ก.ย. ตุลาคม/ต.ค. พฤศจิกายน/พ.ย. ธันวาคม/ธ.ค.",
)
_OF_ORDINAL_DAYS = {"listopada": 10, "listopad": 10}
"""Croatian for October, which in Polish is November. Croatian writes a full stop behind the number
of a day, Polish writes none."""

_ENGLISH_WEEKDAYS = (
    "monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat"
    " sunday sun"
)
_WESTERN_WEEKDAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim"
    " lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom"
    " lunedì martedì mercoledì giovedì venerdì sabato mar gio sab"
    " segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta"
    " sexta seg ter qua qui sex"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo"
    " mandag tirsdag onsdag torsdag fredag lørdag søndag man tirs ons tors fre lør søn"
    " måndag tisdag lördag mån tis lör"
)
_OTHER_WEEKDAYS = (
    " dilluns dimarts dimecres dijous divendres dissabte diumenge"
    " luni marți miercuri joi vineri sâmbătă duminică"
    " maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai"
    " esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev"
    " pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena"
    " pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis"
    " hétfő kedd szerda csütörtök péntek szombat vasárnap"
    " poniedziałek wtorek środa czwartek piątek sobota niedziela"
    " pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok piatok nedeľa"
    " ponedeljek torek četrtek petek nedelja ponedjeljak utorak srijeda četvrtak petak subota"
    " nedjelja ponedeljak sreda"
    " понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"
    " понеділок вівторок середа четвер п'ятниця субота неділя понеделник сряда четвъртък петък"
    " събота понедељак уторак четвртак петак"
    " δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή"
    " pazartesi salı çarşamba perşembe cuma cumartesi pazar"
    " الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
    " دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه"
    " senin selasa rabu kamis jumat sabtu minggu isnin khamis jumaat ahad"
)


def _names(language: str) -> list[list[str]]:
    """Return the names of each month of one language's row."""
    return [
        [name.replace("_", " ") for name in written.split("/") if name != "-"]
        for written in language.split()
    ]


MONTHS = {
    fold(name).rstrip("."): number
    for language in (_ENGLISH, *_WESTERN, *_OTHERS)
    for number, names in enumerate(_names(language), 1)
    for name in names
}
"""The number of each month by its names and their abbreviations, folded, without a full stop at
the end."""

ENGLISH_MONTHS = frozenset(names[0] for names in _names(_ENGLISH))
"""The twelve in full, lower case."""


def _one_of(names: list[str]) -> str:
    forms = {*names, *map(fold, names)}
    return "|".join(sorted(forms, key=lambda name: (-len(name), name)))


def _months_of(*languages: str) -> list[str]:
    return [name for language in languages for names in _names(language) for name in names]


MONTH = rf"(?:(?:{_one_of(_months_of(_ENGLISH))})\b\.?)"
"""A pattern for an English month, to be compared without case."""
ANY_MONTH = rf"(?:(?:{_one_of(_months_of(_ENGLISH, *_WESTERN))})\b\.?)"
"""A pattern for a month of the languages whose datelines are read."""
WEEKDAY = rf"(?:(?:{_one_of(_ENGLISH_WEEKDAYS.split())})\b\.?)"
"""A pattern for an English weekday."""
ANY_WEEKDAY = rf"(?:(?:{_one_of((_ENGLISH_WEEKDAYS + _WESTERN_WEEKDAYS).split())})\b\.?)"
"""A pattern for a weekday of the languages whose datelines are read."""
WEEKDAY_OF_LINE = (
    rf"(?:(?:{_one_of((_ENGLISH_WEEKDAYS + _WESTERN_WEEKDAYS + _OTHER_WEEKDAYS).split())})\b\.?)"
)
"""A pattern for a weekday of all the languages."""


def month_number(name: str, *, ordinal: bool = False) -> int | None:
    """Return 1 to 12 for the name of a month or its abbreviation, else None.

    ``ordinal`` says that the number of the day before it has a full stop.
    """
    folded = fold(name).rstrip(".")
    if ordinal and folded in _OF_ORDINAL_DAYS:
        return _OF_ORDINAL_DAYS[folded]
    return MONTHS.get(folded)
