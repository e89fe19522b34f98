/** A number with its noun: “1 fact”, “1,200 facts”. */
export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
