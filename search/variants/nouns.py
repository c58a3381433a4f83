"""English nouns whose plural is not spelled by rule: one table, for variants and for ``plural( )``.

Each noun is followed by its plurals; where a plural by rule is usual beside another, it is among
them. Also here are nouns in -i and -u and peoples, since their plurals look like singulars.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

_TABLE = """
child children, person people persons, ox oxen, die dice, penny pence pennies, man men, woman
women, foot feet, tooth teeth, goose geese, mouse mice, louse lice, wife wives, life lives,
knife knives, wolf wolves, half halves, self selves, shelf shelves, leaf leaves, loaf loaves,
thief thieves, calf calves, sheaf sheaves, elf elves, hoof hooves hoofs, scarf scarves scarfs,
wharf wharves wharfs, dwarf dwarves dwarfs, staff staffs staves, analysis analyses, axis axes,
basis bases, base bases, axe axes, crisis crises, oasis oases, thesis theses, hypothesis
hypotheses, diagnosis diagnoses, emphasis emphases, synthesis syntheses, parenthesis
parentheses, prognosis prognoses, neurosis neuroses, ellipsis ellipses, criterion criteria,
phenomenon phenomena, automaton automata, medium media mediums, datum data, bacterium bacteria,
stratum strata, erratum errata, addendum addenda, memorandum memoranda memorandums, referendum
referendums referenda, curriculum curricula curriculums, consortium consortia consortiums, forum
forums fora, symposium symposia symposiums, stadium stadiums stadia, millennium millennia
millenniums, moratorium moratoria moratoriums, aquarium aquariums aquaria, honorarium honoraria,
alumnus alumni, nucleus nuclei, stimulus stimuli, cactus cacti cactuses, fungus fungi, radius
radii, focus foci focuses, locus loci, terminus termini terminuses, bacillus bacilli, syllabus
syllabuses syllabi, genus genera, corpus corpora, index indexes indices, appendix appendices
appendixes, matrix matrices, codex codices, vertex vertices, vortex vortices vortexes, alumna
alumnae, formula formulas formulae, larva larvae, alga algae, antenna antennas antennae, bureau
bureaux bureaus, plateau plateaux plateaus, tableau tableaux, chateau chateaux, quiz quizzes,
paparazzo paparazzi, kibbutz kibbutzim, bus buses busses, gas gases gasses, passerby passersby,
menu menus, guru gurus, emu emus, gnu gnus, taxi taxis, ski skis, rabbi rabbis, safari safaris,
tsunami tsunamis, alibi alibis, bikini bikinis, khaki khakis, kiwi kiwis, yeti yetis, mufti
muftis, nazi nazis, israeli israelis, iraqi iraqis, pakistani pakistanis, saudi saudis, kuwaiti
kuwaitis, bangladeshi bangladeshis, somali somalis, yemeni yemenis, qatari qataris, emirati
emiratis, omani omanis, bahraini bahrainis, azerbaijani azerbaijanis, afghani afghanis, nepali
nepalis, punjabi punjabis, kashmiri kashmiris, houthi houthis, bengali bengalis, uzbeki uzbekis,
grandchild grandchildren, stepchild stepchildren, schoolchild schoolchildren, godchild
godchildren, brainchild brainchildren, forefoot forefeet, crowfoot crowfeet, eyetooth eyeteeth,
dormouse dormice, titmouse titmice, jackknife jackknives, penknife penknives, cloverleaf
cloverleaves, flyleaf flyleaves, afterlife afterlives, meatloaf meatloaves, bookshelf
bookshelves, housewife housewives, midwife midwives, fishwife fishwives, werewolf werewolves,
turf turves turfs, handkerchief handkerchieves handkerchiefs, behalf behalves behalfs,
antithesis antitheses, catalysis catalyses, catharsis catharses, dialysis dialyses, electrolysis
electrolyses, genesis geneses, hydrolysis hydrolyses, metamorphosis metamorphoses, metastasis
metastases, misdiagnosis misdiagnoses, nemesis nemeses, paralysis paralyses, photosynthesis
photosyntheses, prosthesis prostheses, psychoanalysis psychoanalyses, psychosis psychoses,
sclerosis scleroses, synopsis synopses, testis testes, thrombosis thromboses, tuberculosis
tuberculoses, abacus abaci abacuses, calculus calculi calculuses, emeritus emeriti, gladiolus
gladioli gladioluses, hippopotamus hippopotami hippopotamuses, incubus incubi incubuses, magus
magi, octopus octopi octopuses, papyrus papyri papyruses, rhombus rhombi rhombuses, sarcophagus
sarcophagi sarcophaguses, streptococcus streptococci, staphylococcus staphylococci, thesaurus
thesauri thesauruses, tumulus tumuli, uterus uteri uteruses, villus villi, atrium atria atriums,
auditorium auditoria auditoriums, candelabrum candelabra, compendium compendia compendiums,
corrigendum corrigenda, cranium crania craniums, desideratum desiderata, emporium emporia
emporiums, equilibrium equilibria equilibriums, gymnasium gymnasia gymnasiums, maximum maxima
maximums, minimum minima minimums, optimum optima optimums, ovum ova, planetarium planetaria
planetariums, podium podia podiums, quantum quanta, sanatorium sanatoria sanatoriums, spectrum
spectra spectrums, substratum substrata, ultimatum ultimata ultimatums, ganglion ganglia,
polyhedron polyhedra polyhedrons, apex apices apexes, cervix cervices cervixes, cortex cortices
cortexes, helix helices helixes, adieu adieux adieus, gateau gateaux gateaus, milieu milieux
milieus, portmanteau portmanteaux portmanteaus, trousseau trousseaux trousseaus, carabiniere
carabinieri, concerto concerti concertos, dilettante dilettanti dilettantes, graffito graffiti,
libretto libretti librettos, mafioso mafiosi mafiosos, virtuoso virtuosi virtuosos, cherub
cherubim cherubs, moshav moshavim moshavs, seraph seraphim seraphs, fellah fellahin, mujahid
mujahideen mujahedin mujahedeen, lemma lemmata lemmas, schema schemata schemas, stigma stigmata
stigmas, stoma stomata stomas, larynx larynges larynxes, phalanx phalanges phalanxes, lens
lenses, canvas canvases, iris irises, alias aliases, christmas christmases, pancreas pancreases,
trellis trellises, metropolis metropolises, ibis ibises, mantis mantises, pelvis pelvises, plus
pluses, portcullis portcullises, whiz whizzes
"""


@cache
def irregular_plurals() -> MappingProxyType[str, tuple[str, ...]]:
    """Return the plurals of each noun of the table, by its singular."""
    rows = map(str.split, _TABLE.split(","))
    return MappingProxyType({singular: tuple(plurals) for singular, *plurals in rows})
