import { COUNTRY_STEMS, stem, words, type Token } from './words.ts';

/**
 * Kinds of things that news questions ask for (“which country”, “what animal”): the nouns that ask for the kind, then
 * after the colon the things that are of it, folded; several words are one name. Not complete: what is missing here
 * only tells less, and no item is refused for a name that the list lacks. To add one, put it in its kind's line.
 */
const KINDS = `
country nation kingdom republic: afghanistan, albania, algeria, angola, argentina, armenia, australia, austria, azerbaijan, bahamas, bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bhutan, bolivia, bosnia, botswana, brazil, britain, brunei, bulgaria, burkina faso, burundi, cambodia, cameroon, canada, chad, chile, china, colombia, congo, costa rica, croatia, cuba, cyprus, czech republic, czechia, denmark, djibouti, dominican republic, east timor, ecuador, egypt, el salvador, england, eritrea, estonia, eswatini, ethiopia, fiji, finland, france, gabon, gambia, georgia, germany, ghana, greece, greenland, grenada, guatemala, guinea, guyana, haiti, honduras, hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan, jordan, kazakhstan, kenya, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya, lithuania, luxembourg, madagascar, malawi, malaysia, maldives, mali, malta, mauritania, mauritius, mexico, micronesia, moldova, monaco, mongolia, montenegro, morocco, mozambique, myanmar, namibia, nauru, nepal, netherlands, new zealand, nicaragua, niger, nigeria, north korea, north macedonia, norway, oman, pakistan, palau, palestine, panama, papua new guinea, paraguay, peru, philippines, poland, portugal, qatar, romania, russia, rwanda, samoa, saudi arabia, scotland, senegal, serbia, seychelles, sierra leone, singapore, slovakia, slovenia, solomon islands, somalia, south africa, south korea, south sudan, spain, sri lanka, sudan, suriname, sweden, switzerland, syria, taiwan, tajikistan, tanzania, thailand, togo, tonga, trinidad, tunisia, turkey, turkiye, turkmenistan, tuvalu, uganda, ukraine, united arab emirates, uae, united kingdom, uk, united states, us, usa, america, uruguay, uzbekistan, vanuatu, vatican, venezuela, vietnam, wales, yemen, zambia, zimbabwe
state: alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington, west virginia, wisconsin, wyoming
city capital town municipality: abuja, accra, addis ababa, albuquerque, algiers, amsterdam, anchorage, ankara, antwerp, athens, atlanta, auckland, austin, baghdad, bakhmut, baku, bali, baltimore, bangalore, bangkok, barcelona, basel, beijing, beirut, belfast, belgrade, berlin, birmingham, bogota, bologna, boston, brasilia, bratislava, brighton, brisbane, bristol, brussels, bucharest, budapest, buenos aires, buffalo, cairo, calgary, cambridge, canberra, cannes, cape town, caracas, cardiff, casablanca, charlotte, chennai, chicago, cincinnati, cleveland, cologne, colombo, copenhagen, dallas, damascus, dar es salaam, delhi, denver, detroit, dhaka, doha, dubai, dublin, dundee, edinburgh, el paso, exeter, fort lauderdale, fort worth, frankfurt, gaza city, geneva, glasgow, gothenburg, guadalajara, guangzhou, hamburg, hanoi, harare, havana, helsinki, hiroshima, ho chi minh city, honolulu, houston, hull, indianapolis, islamabad, istanbul, jacksonville, jakarta, jeddah, jerusalem, johannesburg, kabul, kampala, kansas city, karachi, kathmandu, kharkiv, kherson, khartoum, kigali, kolkata, krakow, kuala lumpur, kyiv, kyoto, lagos, lahore, las vegas, leeds, leicester, lima, lisbon, liverpool, ljubljana, london, los angeles, louisville, luanda, lusaka, lviv, lyon, madrid, malaga, manchester, manila, mariupol, marseille, mecca, melbourne, memphis, mexico city, miami, milan, milwaukee, minneapolis, minsk, mogadishu, montreal, moscow, mumbai, munich, nairobi, naples, nashville, new delhi, new orleans, new york, newcastle, nice, norwich, nottingham, oakland, odesa, odessa, oklahoma city, orlando, osaka, oslo, ottawa, oxford, palermo, paris, perth, philadelphia, phoenix, pittsburgh, plymouth, port-au-prince, portland, porto, prague, pretoria, pyongyang, quebec, quito, rabat, riga, rio de janeiro, riyadh, rome, rotterdam, sacramento, salt lake city, salzburg, san antonio, san diego, san francisco, san jose, san juan, santiago, santos, sao paulo, sarajevo, seattle, seoul, seville, shanghai, sheffield, shenzhen, sofia, southampton, st louis, stockholm, strasbourg, stuttgart, sydney, taipei, tallinn, tampa, tbilisi, tehran, tel aviv, the hague, tijuana, tokyo, toronto, tripoli, tulsa, tunis, turin, ulaanbaatar, valencia, vancouver, venice, vienna, vilnius, warsaw, wellington, winnipeg, wuhan, york, zagreb, zaporizhzhia, zurich
continent: africa, antarctica, asia, australia, europe, north america, south america, oceania
island islands archipelago: bali, bermuda, canary islands, corfu, crete, cuba, cyprus, fiji, galapagos, gotland, guam, hawaii, hispaniola, iceland, ireland, jamaica, java, lampedusa, lanzarote, madagascar, maldives, malta, maui, mauritius, puerto rico, rhodes, samoa, sardinia, shetland, sicily, skye, sri lanka, sumatra, taiwan, tasmania, tenerife, tonga
ocean sea river lake waterway: aegean, adriatic, amazon, arctic, atlantic, baltic, bering, black sea, caribbean, colorado river, danube, dead sea, great salt lake, gulf of mexico, indian ocean, lake mead, mediterranean, mississippi, nile, north sea, pacific, panama canal, red sea, rhine, rio grande, seine, strait of hormuz, suez canal, thames, yangtze
animal creature species pet breed bird insect pest fish mammal reptile predator beast primate denizen: alligator, alpaca, ant, anteater, antelope, ape, badger, baboon, bat, bear, beaver, bedbug, bee, beetle, bird, bison, boar, buffalo, bull, bulldog, butterfly, camel, capybara, cat, caterpillar, cattle, cheetah, chicken, chimpanzee, chimp, cockroach, cod, condor, corgi, cow, coyote, crab, crane, cricket, crocodile, crow, deer, dinosaur, dog, dolphin, donkey, dragon, duck, dugong, eagle, eel, elephant, elk, emu, falcon, ferret, flamingo, fly, fox, frog, gazelle, gecko, giraffe, goat, goldfish, goose, gorilla, grasshopper, grizzly, gull, hamster, hare, hawk, hedgehog, hen, heron, hippo, hippopotamus, hog, hornet, horse, husky, hyena, iguana, jaguar, jellyfish, kangaroo, kitten, koala, labrador, ladybug, lamb, lemur, leopard, lion, lizard, llama, lobster, locust, lynx, macaque, magpie, mammoth, manatee, marmot, mink, mole, monkey, moose, mosquito, moth, mouse, mice, mule, octopus, orangutan, orca, ostrich, otter, owl, ox, panda, panther, parrot, peacock, pelican, penguin, pig, pigeon, platypus, polar bear, poodle, porcupine, possum, puffin, puma, puppy, python, rabbit, raccoon, ram, rat, raven, reindeer, rhino, rhinoceros, robin, rooster, salmon, scorpion, seagull, seal, sea lion, shark, sheep, shepherd, shrimp, sloth, slug, snail, snake, sparrow, spider, squid, squirrel, starfish, stork, swan, swine, termite, terrier, tick, tiger, toad, tortoise, trout, tuna, turkey, turtle, vulture, walrus, wasp, whale, wildcat, wolf, wolverine, wolves, wombat, woodpecker, worm, yak, zebra
food dish ingredient fruit vegetable snack condiment dessert treat staple meal crop foodstuff flavor flavour cookie seed grocery delicacy: almond, apple, avocado, bacon, bagel, baguette, banana, barley, bean, beef, berry, biscuit, bread, broccoli, burger, butter, cabbage, cake, candy, caramel, carrot, caviar, cereal, cheddar, cheese, cherry, chicken, chili, chip, chocolate, cinnamon, coconut, cookie, corn, cranberry, cream, crisp, croissant, cucumber, curry, custard, date, doughnut, donut, egg, fig, fish, flour, formula, fries, garlic, ginger, grape, gravy, ham, hazelnut, herring, honey, hot dog, hummus, ice cream, jam, jelly, kale, kebab, ketchup, lemon, lentil, lettuce, lime, lobster, maize, mango, maple syrup, margarine, marmalade, mayonnaise, meat, meatball, melon, mince, mint, mushroom, mustard, noodle, nugget, nut, oat, oil, olive, onion, orange, oyster, pancake, pasta, pastry, pea, peach, peanut, pear, pecan, pepper, pickle, pie, pineapple, pistachio, pizza, popcorn, pork, porridge, potato, prawn, pretzel, pudding, pumpkin, quiche, quinoa, raspberry, rice, salad, salami, salmon, salsa, salt, sandwich, sardine, sauce, sausage, sesame, shrimp, soup, soy, spaghetti, spice, spinach, squash, sriracha, steak, strawberry, sugar, sushi, syrup, taco, tofu, toast, tomato, tortilla, truffle, tuna, turkey, turnip, vanilla, waffle, walnut, watermelon, wheat, yogurt, yoghurt
drink beverage spirit liquor: absinthe, ale, beer, bourbon, champagne, cider, cocktail, coffee, cognac, cola, espresso, gin, juice, kombucha, latte, lemonade, martini, mead, milk, milkshake, negroni, port, prosecco, rum, sake, smoothie, soda, tea, tequila, vodka, water, whiskey, whisky, wine
sport game: archery, athletics, badminton, baseball, basketball, biathlon, bobsleigh, bowling, boxing, breakdancing, bridge, cheerleading, chess, climbing, cricket, croquet, curling, cycling, darts, diving, dodgeball, esports, fencing, football, golf, gymnastics, handball, hockey, judo, karate, kabaddi, lacrosse, marathon, netball, padel, pickleball, poker, polo, quidditch, racing, rowing, rugby, running, sailing, scrabble, skateboarding, skating, skiing, snooker, snowboarding, soccer, softball, squash, sumo, surfing, swimming, table tennis, taekwondo, tennis, triathlon, ufc, volleyball, weightlifting, wrestling
illness disease virus condition infection disorder outbreak ailment syndrome pathogen variant strain: adhd, aids, allergy, alzheimer, anthrax, arthritis, asthma, autism, avian flu, bird flu, bronchitis, bse, cancer, cholera, coronavirus, covid, dementia, dengue, depression, diabetes, diphtheria, dyslexia, e coli, ebola, eczema, endometriosis, epilepsy, fever, flu, gonorrhea, hepatitis, herpes, hiv, hpv, influenza, legionnaires, leprosy, leukemia, listeria, long covid, lupus, lyme, malaria, marburg, measles, meningitis, menopause, migraine, monkeypox, mpox, mumps, norovirus, obesity, omicron, parkinson, plague, pneumonia, polio, rabies, rsv, rubella, salmonella, scabies, scarlet fever, schizophrenia, sepsis, shingles, smallpox, strep, stroke, swine flu, syphilis, tetanus, tinnitus, tuberculosis, typhoid, yellow fever, zika
weather event phenomenon disaster calamity: avalanche, blizzard, bomb cyclone, cyclone, derecho, downpour, drought, dust storm, earthquake, eclipse, eruption, fire, flood, flooding, fog, frost, hail, haze, heat dome, heat wave, heatwave, hurricane, ice storm, landslide, lightning, monsoon, mudslide, quake, rain, rainbow, rainfall, smog, smoke, snow, snowstorm, storm, superstorm, thunderstorm, tornado, tropical storm, tsunami, twister, typhoon, volcano, wildfire, wind
company firm retailer brand chain business maker manufacturer giant corporation platform supermarket website app startup conglomerate supplier store: activision, adidas, adobe, airbnb, aldi, alibaba, alphabet, amazon, amd, american express, apple, asda, astrazeneca, bayer, bbc, bed bath & beyond, binance, blackrock, bp, budweiser, burberry, burger king, bytedance, carrefour, cbs, chevron, chick-fil-a, chipotle, chrysler, cisco, citigroup, cnn, coca-cola, coinbase, comcast, costco, cvs, deliveroo, dell, deloitte, disney, domino's, dunkin, ebay, eli lilly, epic games, ericsson, etsy, exxon, exxonmobil, facebook, fedex, foxconn, fox news, ftx, gap, gazprom, ge, general electric, gm, goldman sachs, google, greggs, h&m, hasbro, hbo, home depot, hsbc, hulu, huawei, iceland, ikea, instagram, intel, j&j, john lewis, johnson & johnson, jpmorgan, kellogg, kfc, kraft heinz, lego, lidl, linkedin, lockheed, l'oreal, lvmh, macy's, marks & spencer, mastercard, mattel, mcdonald's, mckinsey, meta, microsoft, moderna, morrisons, msnbc, nbc, nestle, netflix, nike, nintendo, nokia, nordstrom, novo nordisk, nvidia, openai, oracle, paramount, paypal, peloton, pepsi, pepsico, pfizer, pinterest, pornhub, primark, procter & gamble, reddit, revolut, roku, sainsbury's, salesforce, samsung, sap, shein, shell, siemens, silicon valley bank, snap, snapchat, sony, spacex, spotify, starbucks, stellantis, subway, taco bell, target, tesco, tiktok, tupperware, twitch, twitter, uber, unilever, united health, ups, verizon, victoria's secret, visa, vodafone, waitrose, walgreens, walmart, warner, wells fargo, wework, wendy's, whatsapp, wikipedia, wilko, yahoo, youtube, zara, zoom
bank lender: bank of america, barclays, citigroup, credit suisse, deutsche bank, first republic, goldman sachs, hsbc, jpmorgan, lloyds, morgan stanley, natwest, santander, signature, silicon valley bank, ubs, wells fargo
airline carrier: aer lingus, aeroflot, air canada, air china, air france, air india, air new zealand, alaska, american airlines, ana, british airways, delta, easyjet, emirates, etihad, frontier, hawaiian, iberia, japan airlines, jet2, jetblue, klm, korean air, lufthansa, norwegian, pakistan international, qantas, qatar airways, ryanair, sas, singapore airlines, southwest, spirit, tui, turkish airlines, united airlines, virgin atlantic, wizz, yeti
automaker carmaker car vehicle marque: aston martin, audi, bentley, bmw, byd, chevrolet, chrysler, citroen, daimler, ferrari, fiat, ford, general motors, gm, honda, hyundai, jaguar, jeep, kia, lamborghini, land rover, lexus, lucid, mazda, mclaren, mercedes, mini, mitsubishi, nissan, peugeot, porsche, renault, rivian, rolls-royce, saab, skoda, stellantis, subaru, suzuki, tesla, toyota, volkswagen, volvo
league: champions league, mlb, mls, nba, nfl, nhl, premier league, serie a, la liga, bundesliga, wnba, pga, liv
holiday festival occasion celebration: april fools, black friday, boxing day, burning man, carnival, christmas, columbus day, cyber monday, day of the dead, dia de los muertos, diwali, earth day, easter, eid, father's day, fourth of july, glastonbury, good friday, groundhog day, halloween, hanukkah, holi, independence day, juneteenth, kwanzaa, labor day, lent, lunar new year, mardi gras, martin luther king, memorial day, mother's day, new year, oktoberfest, passover, pride, purim, ramadan, st patrick, thanksgiving, valentine, veterans day, yom kippur
month: january, february, march, april, may, june, july, august, september, october, november, december
day weekday: monday, tuesday, wednesday, thursday, friday, saturday, sunday
season: spring, summer, autumn, fall, winter
colour color: beige, black, blue, bronze, brown, crimson, gold, golden, green, grey, gray, magenta, maroon, navy, orange, pink, purple, red, scarlet, silver, teal, turquoise, violet, white, yellow
currency: baht, bitcoin, dirham, dollar, dong, ethereum, euro, franc, kwacha, krona, lira, naira, peso, pound, rand, real, riyal, rouble, ruble, rupee, shekel, won, yen, yuan, zloty
language: arabic, bengali, cantonese, danish, dutch, english, esperanto, french, gaelic, german, greek, hebrew, hindi, italian, japanese, korean, latin, mandarin, persian, polish, portuguese, punjabi, russian, spanish, swahili, swedish, tamil, turkish, ukrainian, urdu, welsh, yiddish
religion faith church: anglican, baptist, buddhism, buddhist, catholic, christian, christianity, hindu, hinduism, islam, jewish, judaism, methodist, mormon, muslim, orthodox, protestant, satan, scientology, sikh, sunni, shia
planet moon body: earth, jupiter, mars, mercury, moon, neptune, pluto, saturn, uranus, venus
metal chemical element material substance mineral gas compound fuel resource: aluminium, aluminum, ammonia, arsenic, asbestos, asphalt, bronze, cadmium, carbon dioxide, chlorine, coal, cobalt, concrete, copper, cotton, diamond, ethanol, fentanyl, fluoride, gold, graphite, helium, hydrogen, iron, lead, lithium, mercury, methane, nickel, nitrogen, nitrous oxide, oil, oxygen, petrol, pfas, plastic, platinum, plutonium, rubber, silk, silver, steel, sulphur, titanium, uranium, vinyl chloride, wood, wool, zinc
drug medication medicine substance narcotic: adderall, aspirin, cannabis, cocaine, dexamethasone, fentanyl, heroin, hydroxychloroquine, ibuprofen, insulin, ketamine, lsd, marijuana, mdma, methadone, mifepristone, morphine, naloxone, narcan, opioid, ozempic, paracetamol, paxlovid, penicillin, statin, steroid, tylenol, vaccine, viagra, wegovy, xanax
instrument: accordion, bagpipes, banjo, bass, cello, clarinet, drum, fiddle, flute, guitar, harmonica, harp, organ, piano, saxophone, trombone, trumpet, tuba, ukulele, viola, violin
genre music: blues, classical, country, disco, drill, folk, gospel, hip-hop, hip hop, house, indie, jazz, k-pop, metal, opera, pop, punk, rap, reggae, rock, romance, horror, fantasy, soul, techno
relative relation family member sibling: aunt, brother, cousin, daughter, father, grandfather, grandmother, grandson, granddaughter, husband, mother, nephew, niece, parent, partner, sister, son, stepson, twin, uncle, wife
garment clothing accessory: belt, bikini, boot, bra, cap, coat, crown, dress, glove, gown, hat, heel, hoodie, jacket, jeans, jersey, kilt, pants, ring, robe, scarf, shirt, shoe, skirt, sneaker, sock, suit, sunglasses, sweater, tie, tiara, trainer, trousers, tuxedo, underwear, veil, watch
toy gadget device: airpods, balloon, barbie, bike, camera, console, doll, drone, headset, ipad, iphone, kite, laptop, lego, monopoly, nintendo switch, phone, playstation, puzzle, robot, scooter, slime, tablet, teddy, television, trampoline, vision pro, watch, water beads, xbox, yo-yo
profession job occupation role: accountant, actor, actress, architect, artist, astronaut, barber, bishop, builder, butcher, chef, coach, comedian, cook, dentist, diver, doctor, driver, engineer, farmer, firefighter, gardener, influencer, journalist, judge, lawyer, mayor, model, musician, nurse, painter, paramedic, pilot, plumber, police officer, postman, president, professor, programmer, singer, soldier, surgeon, teacher, teaching assistant, vet, waiter, writer
organ limb: arm, back, bone, brain, ear, elbow, eye, face, finger, foot, hair, hand, head, heart, hip, kidney, knee, leg, liver, lung, mouth, neck, nose, shoulder, skin, skull, spine, stomach, thumb, toe, tongue, tooth, teeth, wrist
party: bjp, brothers in italy, cdu, conservative, conservatives, democrat, democrats, democratic, dup, fidesz, green, greens, labour, liberal, lib dem, lib dems, likud, national rally, plaid cymru, reform, republican, republicans, sinn fein, snp, social democrats, syriza, tories, tory, ukip, vox
university: brown, caltech, cambridge, columbia, cornell, dartmouth, duke, harvard, howard, imperial, lse, mit, nyu, oxford, penn, pennsylvania, princeton, rutgers, stanford, ucla, usc, yale
agency organization organisation institution body group regulator: amnesty, cdc, cia, epa, eu, european union, faa, fbi, fda, fed, federal reserve, fema, fifa, greenpeace, hamas, hezbollah, icc, ilo, imf, interpol, ioc, irs, isis, mi5, mi6, nasa, nato, nhs, noaa, nra, oecd, opec, oxfam, pentagon, proud boys, red cross, sec, supreme court, taliban, tsa, uefa, un, unesco, unicef, united nations, wagner, wha, who, world bank, world health organization, wto, wwf
newspaper paper publication magazine broadcaster outlet channel newswire: abc, al jazeera, ap, associated press, bbc, bloomberg, cbs, channel 4, cctv, cnn, daily mail, daily mirror, daily telegraph, der spiegel, economist, financial times, forbes, fox news, global times, guardian, itv, le monde, los angeles times, mirror, msnbc, nature, nbc, new york times, new yorker, newsweek, npr, politico, reuters, rt, sky, sun, tass, telegraph, time, vogue, vox, wall street journal, washington post, xinhua
`;

/** Kinds whose things are written with a capital; “Apple” is a company, an apple is food. */
const CAPITAL: ReadonlySet<string> = new Set(
  'country state city continent island ocean company bank airline automaker league holiday month day currency language religion planet party university agency newspaper'.split(
    ' ',
  ),
);
/** Kinds with more names than any list has: a name answers where the list has none. */
const OPEN: ReadonlySet<string> = new Set(
  'city island ocean company bank airline automaker holiday university agency newspaper league party'.split(' '),
);
/** Kinds of which the list has nearly all that news speaks of: an item without one is not about one. */
const COMPLETE: ReadonlySet<string> = new Set(
  'country state continent sport month day season colour planet relative currency league airline automaker'.split(' '),
);
/** What “where” asks for. */
export const PLACE_KINDS: readonly string[] = ['country', 'state', 'city', 'continent', 'island', 'ocean'];

/** A thing of a kind as the words of a text are held against it: the stems of its words, and the kinds it is of. */
type Entry = { stems: string[]; kinds: string[] };

type Gazetteer = { kinds: Map<string, string[]>; entries: Map<string, Entry[]> };

let gazetteer: Gazetteer | undefined;

/** Read at the first question. */
function read(): Gazetteer {
  if (gazetteer) return gazetteer;
  const kinds = new Map<string, string[]>();
  const entries = new Map<string, Entry[]>();
  for (const line of KINDS.trim().split('\n')) {
    const [nouns = '', things = ''] = line.split(': ');
    const [kind = '', ...others] = nouns.split(' ');
    for (const noun of [kind, ...others]) kinds.set(stem(noun), [...(kinds.get(stem(noun)) ?? []), kind]);
    for (const thing of things.split(', ')) {
      const stems = words(thing).map(stem);
      const key = stems[0] ?? '';
      const same = entries.get(key)?.find((entry) => entry.stems.join(' ') === stems.join(' '));
      if (same) same.kinds.push(kind);
      else entries.set(key, [...(entries.get(key) ?? []), { stems, kinds: [kind] }]);
    }
  }
  return (gazetteer = { kinds, entries });
}

/** The kinds that a noun asks for: “nation” for a country, “creature” for an animal; none where there is no list. */
export function kindsAskedBy(noun: string): readonly string[] {
  return read().kinds.get(stem(noun)) ?? [];
}

/** Whether things of a kind have names, of which the list can hold only the best known. */
export function isOpenKind(kind: string): boolean {
  return OPEN.has(kind);
}

/** Whether the list has nearly all of a kind. */
export function isCompleteKind(kind: string): boolean {
  return COMPLETE.has(kind);
}

/** Where things of these kinds stand among a text's words, as first and last index. */
export function findKinds(tokens: readonly Token[], wanted: readonly string[]): { from: number; to: number }[] {
  const { entries } = read();
  const found: { from: number; to: number }[] = [];
  for (const [from, token] of tokens.entries()) {
    const matches = [token.stem, countryOf(token)].flatMap((key) =>
      (entries.get(key) ?? []).filter(({ stems, kinds }) => {
        const kind = kinds.find((one) => wanted.includes(one));
        return (
          kind !== undefined &&
          (token.capital || !CAPITAL.has(kind)) &&
          stems.every((word, i) => i === 0 || tokens[from + i]?.stem === word)
        );
      }),
    );
    const longest = Math.max(0, ...matches.map(({ stems }) => stems.length));
    if (longest > 0) found.push({ from, to: from + longest - 1 });
  }
  return found;
}

/** A people stands for its country: “Cubans” for Cuba. */
function countryOf({ stem: own, concept }: Token): string {
  return concept !== undefined && concept !== own && COUNTRY_STEMS.has(concept) ? concept : '';
}
