/** One thing that the doctor looked at: what it is, what was found, and, where it is not right, how to mend it. */
export type Finding = { about: string; state: 'good' | 'warning' | 'fault'; says: string; mend?: string };

export function good(about: string, says: string): Finding {
  return { about, state: 'good', says };
}

export function warning(about: string, says: string, mend: string): Finding {
  return { about, state: 'warning', says, mend };
}

export function fault(about: string, says: string, mend: string): Finding {
  return { about, state: 'fault', says, mend };
}

/** Digests go out on the minute. */
const SKEW_WARNING_MS = 20_000;
/** Slack refuses what was signed more than five minutes ago: https://docs.slack.dev/authentication/verifying-requests-from-slack/ */
const SKEW_FAULT_MS = 300_000;

/** How far this machine's clock is off, by the `Date` of a server's answer, whose resolution is a second. */
export function clockFinding(server: string, date: string | null, now: Date): Finding {
  const about = 'Clock';
  const there = Date.parse(date ?? '');
  if (Number.isNaN(there)) return warning(about, `${server} sent no time to compare with.`, 'Nothing to do.');
  const skew = now.getTime() - there;
  const says = `${Math.abs(Math.round(skew / 1000))} s ${skew < 0 ? 'behind' : 'ahead of'} ${server}’s.`;
  if (Math.abs(skew) <= SKEW_WARNING_MS) return good(about, `agrees with ${server}’s.`);
  const mend = 'Let the system keep its clock by NTP (systemd: timedatectl set-ntp true).';
  return Math.abs(skew) > SKEW_FAULT_MS ? fault(about, says, mend) : warning(about, says, mend);
}
