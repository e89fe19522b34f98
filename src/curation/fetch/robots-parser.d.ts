// The package's own types take it for an ES module with a default export, which it is not.
declare module 'robots-parser' {
  export type Rules = {
    isAllowed(url: string, agent?: string): boolean | undefined;
    getCrawlDelay(agent?: string): number | undefined;
  };
  export default function robotsParser(url: string, text: string): Rules;
}
