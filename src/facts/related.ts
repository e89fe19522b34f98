import { stem } from './words.ts';

/**
 * Words of news English of which one may answer to another, though they do not mean the same: “storm” in a question is
 * borne out by “hurricane”, “retire” by “career”. A group to a line; a word may be in several. They count for less than
 * synonyms and are not searched, only held against what was found. To add a word, put it with those it stands for.
 */
const GROUPS = `
storm hurricane cyclone typhoon tornado thunderstorm blizzard tropical wind gust squall weather
rain rainfall downpour flood flooding inundate deluge soak drench monsoon atmospheric river inch wet
snow snowfall snowstorm blizzard ice icy freeze frost winter wintry cold sleet avalanche
heat heatwave hot temperature warm scorching sweltering summer celsius fahrenheit degree
drought dry water reservoir shortage rainfall
fire wildfire blaze burn flame smoke firefighter arson haze char
earthquake quake magnitude tremor seismic aftershock richter rubble
volcano eruption erupt lava ash crater volcanic
disaster devastate devastation destroy destruction damage ruin catastrophe catastrophic wreck ravage emergency
evacuate evacuation flee displace shelter leave home
power outage electricity blackout grid energy utility
climate emission carbon greenhouse warming pollution fossil environment environmental
planet moon space orbit astronaut nasa spacecraft rocket telescope solar lunar mission exoplanet astronomer galaxy satellite
launch liftoff rocket spaceport takeoff
alien ufo extraterrestrial unidentified
animal creature species wildlife zoo conservation pet beast
dog puppy canine breed terrier hound kennel
cat kitten feline
bird bald eagle owl parrot flock nest wing
shark whale dolphin marine ocean sea swim coast beach
snake python reptile alligator crocodile
bear grizzly cub panda
insect bug pest infestation swarm mosquito bedbug
tree forest woodland wood plant timber
die death dead pass deceased kill fatal obituary late mourn funeral grave
kill murder homicide slay shoot stab victim assassinate slaughter
funeral burial coffin mourn mourner procession tribute memorial vigil lie state
tribute honor honour homage commemorate memorial celebrate remember
shooting gunman shooter gun firearm rifle massacre victim shot mass
gun weapon firearm rifle pistol ammunition assault nra
attack assault bomb strike raid missile drone shelling airstrike militant
terror terrorist terrorism extremist militant bomb
war invasion conflict troop soldier battle fighting frontline military army combat ceasefire
peace truce ceasefire negotiation talk mediate accord
weapon missile arms ammunition rocket nuclear warhead tank munition bomb
hostage kidnap captive abduct release free ransom
spy spying espionage surveillance intelligence secret agent balloon
police officer cop sheriff arrest detain custody suspect investigate
crime criminal gang theft robbery offence offender felony
steal theft stolen thief rob robbery burglar heist loot
jail prison sentence imprison inmate behind bars incarcerate custody convict year
convict conviction guilty verdict jury trial court sentence crime
trial court judge jury testify testimony lawyer attorney prosecutor defendant verdict hearing
charge indict indictment accuse allege count felony prosecutor arraign
lawsuit sue claim plaintiff damages settlement settle litigation defamation compensation court legal
fine penalty penalise punish sanction suspend ban levy
fraud scam swindle deceive money launder embezzle corruption bribe
judge justice supreme court ruling rule decision bench overturn
law legislation bill act legal legislate statute passed senate congress parliament lawmaker
ban prohibit outlaw forbid bar restrict block illegal prohibition
legal legalise legalize law permit approve allow decriminalise
approve approval pass vote back endorse authorise greenlight clear accept
reject refuse decline deny vote block veto turn down oppose
abortion roe reproductive pregnancy pregnant
marriage wed marry wedding spouse couple bride husband wife divorce partner
divorce separate split marriage break
baby birth born child newborn infant mother pregnant pregnancy
child kid youngster pupil student young teen teenager minor
teen teenager adolescent young youth
woman female girl lady women
man male boy men
gay lgbtq lgbt homosexual same sex transgender queer pride drag
school student pupil teacher classroom education class campus
university college campus student academic professor school institution ivy
student loan debt forgiveness borrower relief cancel
teacher educator school union staff
election vote voter ballot poll win candidate campaign elect race runoff primary
candidate nominee contender run race bid campaign presidential hopeful
campaign bid run race candidate rally election
president presidential leader administration head state white house commander
minister premier government cabinet secretary leader
leader president premier chief head boss ruler governor
governor gov state governorship
senator senate sen congress lawmaker
lawmaker legislator representative congressman congresswoman senator mp politician rep
politician mp senator minister lawmaker candidate party political
party democrat republican conservative labour tory gop liberal
republican gop conservative democrat
parliament mp commons lords westminster
speaker house congress gavel
resign resignation quit step down leave depart stand exit oust ouster replace
oust remove fire sack dismiss expel topple overthrow boot
fire sack dismiss terminate layoff
layoff cut job staff workforce redundancy employee lay
replace successor succeed replacement takeover
retire retirement career final end last farewell leave
return comeback back reintroduce revive resume reappear
reopen resume return restart open
monarch king queen royal crown throne coronation prince princess palace
royal prince princess duke duchess palace monarchy king queen
crown coronation throne king
pope vatican catholic pontiff church cardinal
church religious religion faith christian bishop priest worship
muslim islam mosque hijab islamic
jewish antisemitism antisemitic synagogue jew
pandemic covid coronavirus lockdown quarantine virus infection outbreak vaccine mask
vaccine vaccination jab shot dose booster immunise inoculate
virus disease infection illness outbreak case infect contagious strain variant spread
disease illness condition infection sick symptom diagnose disorder
outbreak case spread infection epidemic
variant strain subvariant omicron mutation
drug medication medicine pill treatment prescription dose therapy
overdose opioid fentanyl narcotic drug
doctor physician hospital medical nurse patient surgeon clinic
cancer tumour tumor chemotherapy diagnose
health medical wellbeing nhs hospital
weight obesity diet lose fat
smoke tobacco cigarette nicotine vape vaping smoking
alcohol drink beer wine spirit booze drunk
food eat meal dish restaurant menu cuisine recipe diet
restaurant diner chain menu eatery cafe fast chef
chef restaurant cook kitchen michelin
ingredient recipe contain flavour flavor
dessert cake chocolate sweet candy sugar
meat beef pork chicken burger steak
fruit vegetable produce crop
recall defect faulty safety withdraw contaminate remove
contaminate contamination bacteria poison toxic
price cost expensive inflation rise cheap expense bill
inflation price cost rise consumer economy rate
sale sell sold auction buyer bid fetch buy
auction bid bidder sell sold fetch sotheby christie lot hammer
record highest largest most ever history unprecedented high low
largest biggest huge massive record giant tallest
worst bottom lowest poor
best top first winner leading number rank
top first spot number lead rank list chart
rank ranking list index survey top rate score
popular favourite favorite common famous beloved top
famous celebrity iconic legendary renowned well-known star
unusual strange bizarre odd weird unlikely
rare unusual scarce uncommon
survey poll study research respondent percent
study research researcher scientist finding report paper journal university analysis
scientist researcher expert astronomer biologist academic
discover discovery find found unearth uncover reveal archaeologist excavate
ancient archaeologist archaeology century old fossil roman prehistoric dinosaur
fossil dinosaur skeleton bone prehistoric
museum art exhibit gallery artefact artifact collection
art artwork painting artist painter masterpiece sculpture gallery
economy gdp growth recession economic finance market
recession economy downturn slump
bank lender financial deposit collapse finance
money cash fund dollar pay million fund
currency pound dollar euro exchange sterling
stock share market trading investor wall dow nasdaq price
wealth rich billionaire fortune net worth richest wealthy
billionaire tycoon mogul magnate wealthy
tax taxpayer budget treasury levy revenue
interest rate hike fed federal reserve mortgage
rent housing tenant landlord mortgage home property
home house property residence estate mansion household
job work employment unemployment worker employee career hire
worker employee staff labor labour union workforce
strike walkout union worker picket industrial stoppage
pay salary wage earn income compensation package
company firm business corporation ceo executive maker brand
retailer store shop supermarket chain shopper retail clothing
bankrupt bankruptcy collapse administration insolvent debt default
merger merge acquire acquisition takeover buy combine deal
buy purchase acquire takeover acquisition
ceo chief executive boss founder head
tech technology silicon software app digital computer
phone smartphone iphone mobile cell device handset call
app application software feature platform
social media platform twitter facebook tiktok instagram tweet post user
twitter tweet musk tweeter
user account profile password login subscriber customer
hack hacker breach cyber cyberattack data
ai artificial intelligence chatbot robot machine algorithm
internet online web website network connection
streaming netflix stream subscriber service viewer
tv television show series episode broadcast channel viewer
broadcaster channel network news anchor presenter host
show programme program series episode season
movie film box office cinema screen hollywood director blockbuster studio
film director actor actress star cast role movie
actor actress star role hollywood cast oscar film
oscar academy award hollywood film picture
award prize win winner honour nominate gong medal trophy
nobel prize laureate award
music song album singer musician band artist record track
singer musician pop artist song rapper vocalist perform
concert tour perform performance stage show gig ticket headline
grammy music award album
theatre broadway musical stage play
book novel author writer publish publisher memoir read
author writer novelist book
word dictionary lexicographer language term phrase
newspaper journalist reporter editor press publication media
game play video console player
sport athlete player team coach championship tournament league match
football soccer goal player fifa club league nfl quarterback touchdown
team club squad side franchise player
match game play defeat win final beat
win victory beat defeat triumph champion winner title clinch
champion championship title win winner tournament cup
tournament championship cup open final event competition
competition contest tournament championship event compete winner show
final match championship decider
world cup fifa football team
olympics olympic games medal athlete gold
tennis wimbledon open slam court player
golf golfer liv pga masters
basketball nba player court
baseball mlb home run player
nfl football quarterback super bowl
race marathon runner driver run formula
coach manager trainer team
injury injure wound hurt hospital
swim swimmer swimming pool
travel trip visit flight tourist tourism passenger holiday vacation
visit trip travel meet tour host welcome
tourist visitor attraction tourism landmark destination travel
airline flight plane passenger airport carrier aviation airways pilot
plane jet aircraft flight crash pilot
airport flight terminal runway airline delay
crash accident collide collision derail wreck kill
train rail railway derail derailment track station
car vehicle automaker driver auto electric motor
ship boat vessel cruise ferry sink sail submarine sub submersible
submarine sub submersible vessel titanic
bridge road highway street traffic
border migrant immigration immigrant asylum crossing refugee
migrant immigrant asylum refugee border migration
protest demonstration demonstrator rally march unrest riot protester street
riot unrest violence protest mob insurrection
coup junta military overthrow seize
sanction ban embargo restriction restrict
treaty alliance pact nato agreement join membership
nato alliance member join
eu union brussels member bloc candidacy
royal family palace duke sussex
holiday celebrate festival celebration festive christmas thanksgiving
christmas festive santa december advent tree
halloween costume trick pumpkin
celebrate celebration anniversary mark commemorate festivity party
anniversary year mark celebrate since
flag symbol national emblem
statue monument memorial sculpture
name call title dub brand known rename
rename name rebrand change
logo icon symbol brand image
launch release unveil debut introduce roll out start new
unveil reveal announce launch introduce debut
announce say reveal declare statement confirm
plan intend aim propose will expect
warn warning alert caution fear risk
alert warning advisory emergency
accuse allege claim blame criticise
criticise criticize criticism slam condemn backlash controversy rebuke
controversy controversial criticism backlash row scandal
scandal controversy allegation misconduct
apologise apologize apology sorry regret
deny denial dismiss reject refute
admit confess plead acknowledge
ask request urge call demand
urge call encourage press
agree deal agreement accept
fail failure collapse unsuccessful
delay postpone reschedule suspend cancel
cancel scrap axe drop call
stop end halt cease suspend
suspend ban halt suspension pause
begin start kick launch commence
leave exit depart quit withdraw
join enter member become
increase rise surge climb soar jump grow spike up
decrease fall drop decline plunge slump down low reduce cut slash
reduce cut lower slash decrease trim
double twice twofold
remove strip take ban withdraw
add include introduce
create make build develop design
lose loss defeat
find discover locate recover
search hunt missing look seek
missing disappear vanish lost search
rescue save survivor survive trap
survive survivor alive rescue
escape flee run fugitive loose
fugitive manhunt escape run search
catch capture caught trap arrest
shot shoot fire bullet gun
cause due because result lead reason blame trigger prompt
affect impact hit hurt
help aid assist support assistance relief
aid assistance relief package donation humanitarian
donate donation charity give philanthropist fundraising
secret classified document confidential leak
document file record paper archive classified
leak disclose reveal breach
photo picture image photograph camera
speech address remark speak
statement say announce comment
interview tell speak podcast
old age aged elderly senior oldest year
young age youth
first debut initial earliest
second two twice
million population people thousand
population people census resident inhabitant
country nation national state
nation country nationwide national
city town urban mayor capital
capital city
state governor
world global international worldwide earth
global world international worldwide
region area territory province
island isle archipelago
coast coastal shore beach sea
beach coast sand shore
river lake water
mountain peak summit everest climb
lake water ice
gas fuel petrol gasoline gallon oil energy pump
oil crude barrel opec petroleum
energy power electricity gas fuel
electric battery ev charge vehicle
nuclear reactor atomic radioactive plant radiation
plastic recycle waste rubbish trash
waste sewage rubbish trash dump
water drink supply tap bottle
toy doll play lego game
fashion clothes designer dress wear clothing style
clothes clothing wear dress garment outfit
shoe sneaker trainer footwear
hair beard haircut
jewel diamond gem necklace jewellery
house representatives congress speaker
capitol insurrection january riot
mayor city
military army navy force defence defense troop pentagon
veteran soldier military
flu influenza virus respiratory
mental depression anxiety health
body corpse remains
brain head skull neurological
heart cardiac attack
sleep tired rest
sex sexual rape assault abuse harassment misconduct
abuse assault harassment victim
slave slavery emancipation enslave
black african racial race racism
racism racist race
native indigenous aboriginal tribe
history historic historical
historic history landmark first
free release freedom
freedom liberty free independence
independence colonial declaration referendum
referendum vote poll
constitution amendment rights
shortage scarce supply short lack
supply chain shortage
demand require need
need require necessary
limit restrict cap
expire end lapse expiration
deadline date limit
number figure total count
amount sum total
percent percentage proportion rate share
half fifty percent
quarter fourth
debt loan borrow owe deficit
invest investment investor fund
bitcoin crypto cryptocurrency ftx
lottery jackpot powerball ticket
gamble bet casino gambling
guinness record
online website internet
website site web google
search google
ride hail taxi uber
bike bicycle cycle scooter
mode transport vehicle
passenger traveller traveler commuter
travel passport visa tourist
worker employee staff member
doctor nurse strike nhs
`;

let groups: Map<string, Set<string>> | undefined;

/** The stems that answer to a stem beside its own; read at the first question. */
export function relatedTo(stemmed: string): ReadonlySet<string> {
  if (!groups) {
    groups = new Map();
    for (const line of GROUPS.trim().split('\n')) {
      const stems = line.split(' ').map(stem);
      for (const one of stems) {
        const known = groups.get(one) ?? new Set();
        for (const other of stems) if (other !== one) known.add(other);
        groups.set(one, known);
      }
    }
  }
  return groups.get(stemmed) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();
