import { Client, Events, GatewayIntentBits, Partials } from 'discord.js';

/** The floor: a discord.js bot with the same intents that answers every command with a constant. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
  partials: [Partials.Channel],
  rest: { api: process.env['DISCORD_API_URL'] ?? 'https://discord.com/api' },
});
client.once(Events.ClientReady, () => console.log('Discord: connected'));
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.reply('The answer is always the same.');
});
await client.login(process.env['DISCORD_TOKEN']);
