/**
 * Words of news English that stand for one another often enough to be searched as one; a group to a line, each word in
 * one group only. Inflections are covered by stemming. The second list names countries with their people and capitals,
 * as reporters use them. To add a word, put it in the one group where it is meant most often.
 */
const GROUPS = `
accelerate quicken hasten
accuse blame
acquire buy purchase
aid assist help support
alliance ally partnership partner
allow permit let
alternative substitute option
amid amidst
announce unveil reveal declare
answer reply respond
appoint nominate
arrest detain detention
assault attack strike raid
balance equilibrium
ban prohibit forbid outlaw
battle fight
begin start launch kick commence resume restart
large big huge massive vast enormous gigantic
billion bn
boss chief head leader
bomb blast explosion explode
build construct construction
cancel scrap abandon axe
car vehicle automobile
ceasefire truce
cheap affordable discount
child kid
citizen resident
climb rise grow increase expand growth expansion soar surge jump
close shut shutter
collaborate cooperate cooperation collaboration
commerce trade
company firm business corporation
compete rival competition competitor
complicate hinder hamper impede
conserve preserve
contain curb limit restrain
cost price
court tribunal
crucial vital essential
damage harm hurt destroy
deal pact accord agree agreement treaty
death die dead kill deadly lethal fatal
decrease decline fall drop plunge slump tumble sink shrink dip
deepen strengthen
defeat beat
demonstrate prove
demand require
develop development
disaster catastrophe
disclose leak
doctor physician
earn income wage salary
economy economic economical
elect election vote ballot poll
employ hire
employee worker staff
finish conclude
stop halt
envoy ambassador diplomat
exceed surpass top outstrip
exclude omit
expert analyst observer
famous celebrated
fire blaze wildfire
film movie
flood deluge
forecast predict expect prediction await anticipate
friend friendship
fuel petrol gasoline
gather assemble
goal aim target objective
hospital clinic
house home
illness disease sickness
immigrant migrant
injure wound
invade invasion incursion
isolate isolation
job occupation
journalist reporter
judge justice
kidnap abduct
law legislation
lawsuit sue suit
leverage influence clout sway
link tie connect connection
lucrative profitable
marry wedding wed marriage
mediate broker
meet meeting talk summit
military army armed
million mn
modern modernisation modernise
money cash fund
murder homicide
neutral impartial neutrality
novel book
offer propose
official authority
oil crude petroleum
oppose opposition object
path route road
peace peaceful
phone smartphone handset
photo picture image photograph
plane aircraft jet airplane
police cop
pollute pollution
poor poverty
praise laud hail commend applaud
pressure strain
prevent avert avoid
prison jail
problem difficulty trouble
progress advance headway
protect safeguard
protest rally
quarrel dispute row
quit resign resignation depart
recall withdraw
region area
regulator watchdog
reject refuse
relationship relation rapport
relevant relevance
rely depend dependent reliance reliant dependence
remain stay
replace supplant
research study researcher
rescue save
reside live
rich wealthy
ruin wreck
sanction embargo
say tell speak remark comment
football soccer
automaker carmaker
scientist academic
secret covert
seize confiscate
sell sale
semiconductor chip
send dispatch
shake tremble
shop store retailer supermarket
show illustrate
soldier troop
speech address
spouse wife husband
storm hurricane
story tale
teach educate education
team squad
test trial
threat menace
trip visit travel journey go
trust confidence
try attempt seek
understand comprehend
university college
unite union
war warfare conflict
wary cautious careful worry fear concern
weapon arms
win triumph victory victorious
work labour
yearly annual
zoo menagerie
`;

const COUNTRIES = `
america us usa american washington
australia australian canberra
austria austrian
brazil brazilian
britain uk british briton
canada canadian
china chinese beijing prc
cuba cuban
denmark danish
egypt egyptian
eu european europe
finland finnish
france french
germany german berlin
greece greek
hungary hungarian
india indian delhi
iran iranian tehran
iraq iraqi
ireland irish
israel israeli
italy italian
japan japanese tokyo
kyrgyzstan kyrgyz
mexico mexican
mongolia mongolian
netherlands dutch
norway norwegian
pakistan pakistani
palestine palestinian
poland polish
portugal portuguese
russia russian moscow kremlin
scotland scottish
spain spanish
sweden swedish
switzerland swiss
syria syrian
taiwan taiwanese
turkey turkish ankara
ukraine ukrainian kyiv kiev
wales welsh
`;

const NUMBERS = `
2 two twice second 2nd
3 three third 3rd thrice
4 four fourth 4th
5 five fifth 5th
6 six sixth 6th
7 seven seventh 7th
8 eight eighth 8th
9 nine ninth 9th
10 ten tenth 10th
11 eleven
12 twelve
13 thirteen
14 fourteen
15 fifteen
20 twenty
30 thirty
40 forty
50 fifty
100 hundred
1000 thousand
`;

const groups = [GROUPS, COUNTRIES, NUMBERS].flatMap((list) =>
  list
    .trim()
    .split('\n')
    .map((line) => line.split(' ')),
);

/** Each group's words, its first word standing for all. */
export const SYNONYMS: ReadonlyMap<string, string> = new Map(
  groups.toReversed().flatMap(([head = '', ...rest]) => [head, ...rest].map((word): [string, string] => [word, head])),
);

/** The countries, each by the word that stands for it and its people. */
export const COUNTRY_HEADS: readonly string[] = COUNTRIES.trim()
  .split('\n')
  .map((line) => line.split(' ')[0] ?? '');
