/** English verbs that Porter's stemmer does not bring together, one to a line: the lemma, then its other forms; irregular ones, and short ones such as “sue”. Auxiliaries are stop words and stand in `stop-words.ts`. */
const VERBS = `
agree agreed agreeing
arise arose arisen
awake awoke awoken
bear bore borne
beat beaten
become became
begin began begun
bend bent
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
cling clung
come came
creep crept
deal dealt
die dies died dying
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown
forbid forbade forbidden
forecast forecasted
forget forgot forgotten
forgive forgave forgiven
free freed freeing
freeze froze frozen
get got gotten
give gave given
go went gone
grind ground
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
know knew known
lay laid
lead led
learn learnt
leave left
lend lent
lose lost
make made
mean meant
meet met
oversee oversaw overseen
overtake overtook overtaken
overthrow overthrew overthrown
pay paid
rebuild rebuilt
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
speak spoke spoken
spend spent
spill spilt
spin spun
split
spring sprang sprung
stand stood
steal stole stolen
stick stuck
strike struck stricken
strive strove striven
sue sued suing
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
tie tied tying
throw threw thrown
understand understood
undergo underwent undergone
undertake undertook undertaken
uphold upheld
wake woke woken
wear wore worn
weep wept
win won
withdraw withdrew withdrawn
withstand withstood
write wrote written
`;

/** The lemma of each irregular form: “bought” is “buy”. */
export const LEMMAS: ReadonlyMap<string, string> = new Map(
  VERBS.trim()
    .split('\n')
    .flatMap((line) => {
      const [lemma = '', ...forms] = line.split(' ');
      return forms.map((form): [string, string] => [form, lemma]);
    }),
);
