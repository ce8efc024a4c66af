"""Word pools of the benchmark's comments: what customers of a made-up shop write about."""

NOUNS = """parcel delivery courier driver package box wrapping label invoice receipt order basket checkout
payment card voucher discount coupon price shipping return refund exchange warranty repair manual
instructions assembly screws lamp chair table sofa cushion carpet curtain mirror shelf cupboard drawer
handle fabric leather colour finish surface quality size fit weight website homepage search filter menu
button page app login password account profile newsletter email reminder notification chat hotline
callback agent support team answer reply ticket complaint manager store shop counter queue cashier
parking opening stock range selection catalogue photo description review rating tracking update status
warehouse pickup locker neighbour doorbell stairs garden balcony kitchen bedroom""".split()

GOOD = """great lovely excellent helpful friendly fast quick easy smooth clear fair beautiful solid sturdy
reliable pleasant kind polite careful tidy generous perfect wonderful brilliant superb simple honest
patient cheerful professional flawless impressive charming comfortable elegant handy neat accurate prompt
spotless""".split()

BAD = """slow awful terrible rude broken damaged late missing wrong confusing expensive cheap scratched dirty
useless faulty unhelpful annoying frustrating disappointing misleading unclear sloppy careless impossible
endless chaotic bent torn stained wobbly noisy smelly outdated overpriced unreliable unacceptable
ridiculous dreadful""".split()

PLAIN = """new old first second last next same other usual small big black white blue green wooden round
standard regular""".split()

ADVERBS = """really very quite so absolutely extremely fairly pretty rather surprisingly slightly a+bit
far+too not+at+all never hardly incredibly""".split()

OPENINGS = """honestly|to be fair|this time|last week|after two weeks|in the end|as always|for once|sadly|
luckily|on Monday|when it arrived|from the start|compared with last year|since the update|without asking|
for my mother|with two children at home|on my phone|at the second attempt""".replace("\n", "").split("|")

TAILS = """and nobody told me why|and I would order again|but I had to ask twice|so I cancelled it|which made
 my day|and that was that|even though I paid extra|and the neighbours agree|before the weekend|as it was
 promised|and I am still waiting|because the form did not work|than I had expected|if you ask me|and it
 still works|until somebody finally answered|for that kind of money|without any problem at all""".replace(
    "\n", "").split("|")

ACCENTED = """the café corner downstairs was a nice idea|it's not what I’d call “premium”|très déçu, honestly
 a naïve design|my fiancée loves it 😍|the courier just shrugged 🤷‍♀️ and left|€20 more than in March|a
 façade of service – nothing behind it|Grüße aus Köln, alles super|el envío llegó tarde y roto 😡|I’d give it
 ★★★★☆|voilà, it works – finally|the Ångström lamp is gorgeous ❤️|piñata set arrived crushed 😢|so-called
 “express” took 9½ days|thank you, Zoë from support 🙏""".replace("\n", "").split("|")
