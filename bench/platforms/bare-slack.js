import bolt from '@slack/bolt';

const { SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN = '', SLACK_API_URL = 'https://slack.com/api/' } = process.env;

/** The floor: a Bolt app in Socket Mode that answers every command with a constant. */
const app = new bolt.App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: SLACK_API_URL },
});
app.command(/^\//, async ({ ack, respond }) => {
  await ack();
  await respond('The answer is always the same.');
});
await app.start();
console.log('Slack: connected');
