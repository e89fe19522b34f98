import { concept } from '../../facts/words.ts';

/**
 * Words that a faithful rewording may exchange, beside those that a search treats alike; a group to a line. A word here
 * stands for the others in a claim read against its source, so a group holds no word that would change what is said.
 */
const GROUPS = `
accord agreement pact deal treaty document
ask urge call appeal
attack airstrike strike
backing support back
become turn
belong member membership
calculate estimate put reckon
challenge difficult hard complicated
close tight
completely fully full entirely
consider regard view see deem
continue keep maintain
country nation state
crucial key important essential vital critical major main chief
currently now present
disguise camouflage mask cover
dependable reliable stable
depend rely reliance dependence
deliver give provide supply offer hand
dispute disagreement
effect impact affect influence
eagerly keenly
evaluate assess judge
fair just justice fairness
farm agricultural agriculture
fast quick rapid
get obtain acquire
good merchandise product produce
happen occur
heavily strongly
highlight stress emphasise underline
host stage
include comprise
issue publish release
join participate take
largest biggest
leader president head
limited limit
lineup align
long lengthy
market outlet
mount intensify
mutual reciprocal
name call term describe label
near close
new fresh
nudge push
old ageing aging
once former formerly
part portion section
pay spend
pipeline line
plan intend intention
powerful mighty
price cost
promote champion advance
purchase buy buyer customer purchaser
reach hit attain
reach total amount come
receive get
record unprecedented
resident inhabitant local
respond response answer reply
route course
several various number
signal sign
speak talk
step ramp stepping
stretch extend run
summit gathering
ties relation link relationship
together jointly joint
travel go trip visit journey
untrue false
use exploit
warrant order
value worth
weaken soften
kilometre kilometer km
metre meter
litre liter
tonne ton
hurt injure wound
dead death deadly
person people passenger
vote voter
ever increasingly rise
start begin commence beginning start
finish complete completion
build building construction construct
buyer purchaser
hold possess
own property
obtain secure
remain stay
decide decision
choose choice select
estimate estimation
warn warning caution
argue contend
admit concede
promise pledge vow commit commitment
refuse refusal
agree consent approve approval approved backing
strike walkout
teach teacher
pupil student
flat apartment
lorry truck
holiday vacation
autumn fall
film picture
shop store
boss executive chief
founder found establish
leave depart quit exit
employee employ staff worker workforce
job post position
firm company business enterprise
deal acquisition takeover merger
share stock
price pricey
costly expensive
cheap affordable inexpensive
loan lend borrow credit
debt owe
profit gain benefit advantage
loss lose
tax levy duty
budget budgeted
rule ruling verdict judgment judgement
judge justice
court tribunal
law legal legislation
ban forbid prohibit bar
permit allow let licence
sue lawsuit
claim allege
crime criminal
police officer
arrest detain
prison jail
flee escape evacuate evacuation
blaze fire wildfire
flood inundate
storm hurricane
rain rainfall
victim casualty
rescue save
shelter refuge
aid relief help assist assistance
disease illness
doctor physician
hospital clinic
study research survey
scientist researcher professor
university college
fish salmon
electricity power
household home house
plant factory works
suburb district neighbourhood quarter
city town municipal
mayor mayoral
councillor council
neighbour neighbouring
border frontier
troop soldier military army
weapon arms
peace peaceful
war conflict fighting
enemy foe
friend friendly friendship
omit exclude leave
cover conceal hide
reveal disclose show
photo photograph picture image
see watch
letter mail
interview call
statement remark
newspaper paper
site place location
centre center
size large
speed pace
danger risk hazard
worry concern fear
danger threat
reason cause why
result consequence outcome effect
goal aim target objective
stance position view
way manner
role part
member belong
visit trip travel
summit forum gathering
chance opportunity
important key crucial
strong powerful
weak feeble
close near nearby
far distant
fresh recent new latest
whole entire total
wide broad
wealthy rich
worldwide global international
world global international worldwide globe
written writing write
show demonstrate display
offer present
provide sell supply
want aim goal hope wish
margin sideline fringe
speak talk address comment
become grow turn
abroad outside leave
climb reach hit attain
put worth value stand total amount come
advantage exploit benefit
think expect believe
try attempt effort seek
worldwide globally internationally world global
year annual
`;

const heads = new Map<string, string>();
const groups = new Map<string, number[]>();
for (const [index, line] of GROUPS.trim().split('\n').entries()) {
  const known = [...new Set(line.split(' ').flatMap((word) => concept(word) ?? []))];
  const head = known.map((term) => heads.get(term)).find((term) => term !== undefined) ?? known[0] ?? '';
  for (const term of known) {
    if (!heads.has(term)) heads.set(term, head);
    groups.set(term, [...(groups.get(term) ?? []), index]);
  }
}

/** The concept that stands for this one and all that mean the same in a claim. */
export function headOf(known: string): string {
  return heads.get(known) ?? known;
}

/** The groups that a folded word is in: a word of two senses is in several. */
export function groupsOf(word: string): readonly number[] {
  return groups.get(concept(word) ?? '') ?? [];
}
