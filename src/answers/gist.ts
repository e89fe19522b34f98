/** What people say around a question: greetings, and asking whether they may ask. */
const LEAD_IN =
  /^(?:hey|hi|hello|so|um+|ok|okay|please|pls|sorry|quick question|do (?:we|you|they) (?:know|have|say)|does (?:any|some)(?:one|body) know|any(?:one|body) know|any (?:idea|clue|info|word)|(?:can|could|would) (?:you|some(?:one|body)) (?:please )?(?:tell|remind|explain)(?: to)?(?: me| us)?|tell (?:me|us)(?! (?:an?|another|some)\b)|remind (?:me|us)|i (?:wonder|forgot|forget|was wondering)|(?:just )?wondering|i(?:'d| would) like to know|i want to know)\b(?: (?:again|if|there))?[\s,:;–-]*/i;
/** The question itself, without greetings before it and remarks after it; what it says first by way of introduction stays. */
export function gist(text: string): string {
  let rest = text.slice(0, text.lastIndexOf('?') + 1).trim() || text.trim();
  for (
    let shorter = rest.replace(LEAD_IN, '');
    shorter !== rest && shorter.length > 3;
    shorter = rest.replace(LEAD_IN, '')
  ) {
    rest = shorter;
  }
  return rest;
}
