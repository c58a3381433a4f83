"""Parts of English compounds: what commonly comes before a hyphen, and what after one.

Counted over news and press releases, without those on which the joining of lines is measured:
parts that are in several compounds, and beside a hyphen more often than not. They are words of
the language, and say nothing of a subject; names of states and parties that come before a hyphen
in such texts ("D-Ohio") are left out.
"""

from __future__ import annotations

FIRST_PARTS = frozenset(
    """
    non anti self pre post co re multi pro mid semi inter counter sub trans ultra cyber eco micro
    ex vice bi tri tele super quasi pseudo neo infra intra extra over under
    al el then now so op per un
    zero one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred double dual single half
    quarter first second third fourth fifth next last
    all long short high low far near ever much well ill good best better hard full real free
    fast slow big small large broad wide deep heavy light clear clean clear open close closed
    common same common middle medium top lower higher upper highest lowest longer shorter early
    late old new newly young left right north south east west northern southern eastern western
    cross double back front out off on in up down after by at for no part fixed mass
    state year month week day hour world life cost end government tax debt family job climate
    community public record energy law time house market export foreign school military
    oil gas air sea land water war health industry trade party science value price coal risk home
    policy drug gender age race peer peace profit decision evidence cutting taxpayer employer
    consumer user mail work working follow start lead write take run break build buy sell stand
    set stop cut head hand heart eye mouth face game ground gun blood fire computer data labor
    cash carbon blue red green black white african american latin asian anglo euro sino indo franco
    privately publicly wholly federally locally previously recently highly fully
    """.split()
)
"""Whole words and prefixes that often come before a hyphen."""

SECOND_PARTS = frozenset(
    """
    term based year month week day hour minute owned income related time needed called paying
    quality led class being tax sponsored saving free level long sense end risk made making thirds
    quarters funded backed scale era plus minus wide profit cost person standing out lead run speed
    held passed working founder founded controlled left right off up down in on generation range
    third driven partisan duty earned edge wing line life managed use elect elected
    authored author party sharing quarter sized size hand rate high low effective defense tech
    family focused ever interest approved announced changing specific sector friendly growth world
    point oriented border breaking breaker only demand grade election round largest performing style
    share competitive old new serving member members offs ups one two three four five six way win
    cutting fired signed building producing taking ranging growing threatening site service
    informed rich rated stop hit centered centred connected page supported linked produced leading
    deserved exempt appointed school care choice imposed existing split handed powered door through
    voting created established assisted price priced ready ended trained ranking paid added impact
    weighted store like technology executive track benefit star neutral open setting resistant built
    creating wage aid pronged adjusted sustaining tier issued sighted qualified intensive digit
    area dependent away back ball bearing blown blower born bound branch broken bred brow bush
    buster caliber capita card century chief colored coloured compliant conscious dealing
    deep designed developed dimensional distance doer dollar dozen earning earner
    economic eligible engineered equipped established eyed faced faceted facing fact fashioned fed
    fetched fight fighting file filled financed finding fit fledged fold foot footed found
    general going gone goer governing graduate grown gun haired hearted heeled held hitting
    holder holding home host house inch inclined induced intentioned invasive job keeping kept
    kill kind known lasting law lined list listed lived living looking loving lying maker makers
    man mail mate mile million billion minded minister mounted moving named nation natured nuclear
    oil operated organized packed parent part past place placed planned play point poor pound
    president producer proclaimed proliferation proof protected proven provoking purpose quo
    raiser raising reaching read reaching record reform reported represented responder respected
    rise rising round rule run running scaled seat seater secretary seeking selling sex shaped
    shot side sided sky skilled smoking sounding source speaking spirited spread stage standing
    star state step storey story stricken strong study sufficient supply sure target targeted
    taught tested than thinking time timer ton top torn touch treaty trial trip turn type war
    ward water wave wheel white wing winner winning wise woman word work worker worn worth
    worthy writer written yard yield zone
    """.split()
)
"""Words that often come after a hyphen, whatever is before it."""
