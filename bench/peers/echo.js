import { messagingApi, middleware } from '@line/bot-sdk';
import express from 'express';

/*
 * The echo bot of LINE's guide: Express, the SDK's middleware, a reply in the handler, nothing kept. The
 * 200 goes out when LINE has taken the reply.
 */

const { CHANNEL_SECRET, LINE_API_BASE_URL } = process.env;

const client = new messagingApi.MessagingApiClient({
  channelAccessToken: 'echo-token',
  baseURL: LINE_API_BASE_URL,
});

const app = express();

app.post('/line/webhook', middleware({ channelSecret: CHANNEL_SECRET }), (req, res) => {
  Promise.all(req.body.events.map(handleEvent))
    .then((result) => res.json(result))
    .catch((error) => {
      console.error(error);
      res.status(500).end();
    });
});

function handleEvent(event) {
  if (event.type !== 'message' || event.message.type !== 'text') return Promise.resolve(null);
  return client.replyMessage({
    replyToken: event.replyToken,
    messages: [{ type: 'text', text: event.message.text }],
  });
}

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`Echo is listening on 127.0.0.1, port ${server.address().port}.`);
});
