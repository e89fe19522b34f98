/** Words that say how a sentence is built, not what it is about; folded. They are neither indexed nor searched. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also although am among an and another any anybody anyone anything are aren't
  as at b be because been before being below between both but by c can can't cannot could couldn't d did didn't do does
  doesn't doing don't during e each either else etc ever every everyone f few for from further had hadn't has hasn't have
  haven't having he he'd he'll he's her here hers herself him himself his how how's however i i'd i'll i'm i've if in
  into is isn't it it's its itself just let let's ll m may maybe me might mine more most much must my myself neither no
  nor not now of off on once one only onto or other others our ours ourselves out over own per please re s same shall
  she she'd she'll she's should shouldn't since so some somebody someone something still such t than that that's the
  their theirs them themselves then there there's these they they'd they'll they're they've this those though through
  thus to too toward towards under until up upon ve very via was wasn't we we'd we'll we're we've were weren't what
  what's when when's where where's whether which while who who's whom whose why why's will with within without won't
  would wouldn't yes yet you you'd you'll you're you've your yours yourself whats
  stuff guy guys thing things folks whos wheres hows whens thats theres dont doesnt didnt isnt arent wasnt werent hasnt havent wont cant couldnt abt u ur`.split(
    /\s+/,
  ),
);
