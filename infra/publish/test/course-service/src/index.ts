import { app } from './app';
import { OrderCancelledListener } from './events/listeners/order-cancelled-listener';
import { OrderCreatedListener } from './events/listeners/order-created-listener';
import { natsWrapper } from './nats-wrapper';

const start = async () => {
  for (const name of ['JWT_KEY', 'NATS_CLIENT_ID', 'NATS_URL', 'NATS_CLUSTER_ID', 'PORT']) {
    if (!process.env[name]) {
      throw new Error(`${name} must be defined`);
    }
  }

  await natsWrapper.connect(
    process.env.NATS_CLUSTER_ID!,
    process.env.NATS_CLIENT_ID!,
    process.env.NATS_URL!,
  );
  natsWrapper.client.on('close', () => {
    console.log('NATS connection closed!');
    process.exit();
  });
  process.on('SIGINT', () => natsWrapper.client.close());
  process.on('SIGTERM', () => natsWrapper.client.close());

  new OrderCreatedListener(natsWrapper.client).listen();
  new OrderCancelledListener(natsWrapper.client).listen();

  app.listen(Number(process.env.PORT), '127.0.0.1', () => {
    console.log(`Listening on port ${process.env.PORT}!`);
  });
};

start();
