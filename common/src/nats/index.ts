export { createNatsBus } from './nats-bus';
