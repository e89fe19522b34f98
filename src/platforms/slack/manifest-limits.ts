/** What an app's manifest takes at most (https://docs.slack.dev/reference/app-manifest). */
export const MANIFEST_LIMITS = {
  name: 35,
  description: 140,
  longDescription: { least: 174, most: 4000 },
  displayName: 80,
  commands: 50,
  commandName: 32,
  commandDescription: 2000,
  usageHint: 1000,
  agentDescription: 300,
  suggestedPrompts: 4,
} as const;
