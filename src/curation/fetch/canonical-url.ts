/** Parameters that say where a reader came from, never what is shown: campaign tags of analytics, shops, social sites and mailers. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|ysclid|igshid|igsh|li_fat_id|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|hsctatracking|vero_\w+|oly_\w+|s_cid|cmpid|cmp|ito|ocid|ncid|icid|ref_?src|ref_url|at_(?:medium|campaign|custom\d*|link\w*|format|ptr_name|bbc_team)|ns_\w+|__twitter_impression|amp|amp_js_v|usqp|outputtype|smid|smtyp|spm|xtor|wt_mc|wt\.mc_id|pk_\w+|mtm_\w+|piwik_\w+|guccounter|guce_\w+|taid|trk|trkcampaign|src_?ref|cn-reloaded|feedtype|feedname|sr_share|share|soc_(?:src|trk)|campaign_id|_ga|_gl|rss|sh|sref|partner(?:id)?|via)$/i;

/**
 * One form for the addresses of one page, to tell whether it came in before: without fragment, default port, campaign
 * parameters, AMP's marks, an index page's name and a trailing slash; parameters sorted; the scheme https. What is no
 * web address comes back as it is.
 */
export function canonicalUrl(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return address;
  url.hash = '';
  url.username = '';
  url.password = '';
  const original = fromAmpCache(url);
  if (original) return canonicalUrl(original);
  url.protocol = 'https:';
  if (url.port === '80' || url.port === '443') url.port = '';
  url.hostname = url.hostname.replace(/\.$/, '').replace(/^(?:www|m|mobile|amp)\.(?=[^.]+\.[^.]+)/, '');
  url.pathname = withoutMarks(url.pathname);
  for (const name of new Set(url.searchParams.keys())) if (TRACKING.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  return url.href.replace(/\?$/, '');
}

function withoutMarks(path: string): string {
  return (
    path
      .replace(/\/{2,}/g, '/')
      .replace(/^\/amp(?=\/)/, '')
      .replace(/\/amp\/?$|\.amp(?=\.html?$|$)/, '')
      .replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '/')
      .replace(/(?<=.)\/$/, '') || '/'
  );
}

/** The page that Google's viewer or cache of AMP pages shows (“AMP Cache URL format”, amp.dev). */
function fromAmpCache({ hostname, pathname, search }: URL): string | undefined {
  const viewer = /(?:^|\.)google\.[a-z.]+$/.test(hostname) && /^\/amp\/(s\/)?(.+)$/.exec(pathname);
  const cache = hostname.endsWith('.cdn.ampproject.org') && /^\/[cvi]\/(s\/)?(.+)$/.exec(pathname);
  const found = viewer || cache;
  if (!found) return undefined;
  const address = `http${found[1] ? 's' : ''}://${found[2]}${search}`;
  return URL.canParse(address) ? address : undefined;
}
