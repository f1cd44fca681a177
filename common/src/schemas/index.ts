export {
  currentUserBody,
  newPaymentBody,
  orderBody,
  paymentBody,
  ticketBody,
  userBody,
} from './answers';
export { eventMeta, eventSchemas } from './events';
export { id, text } from './fields';
export { MalformedDataError, read } from './read';
export { readDataOf } from './read-data-of';
