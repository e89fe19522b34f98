import bolt from '@slack/bolt';

/** The floor: a Bolt app in Socket Mode that answers every command with a constant. */
const app = new bolt.App({
  token: process.env['SLACK_BOT_TOKEN'],
  appToken: process.env['SLACK_APP_TOKEN'],
  socketMode: true,
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] ?? 'https://slack.com/api/' },
});
app.command(/^\//, async ({ ack, respond }) => {
  await ack();
  await respond('The answer is always the same.');
});
await app.start();
console.log('Slack: connected');
