export {
  accountBody,
  accountExportBody,
  currentUserBody,
  newPaymentBody,
  orderBody,
  orderTimelineBody,
  paymentBody,
  publicUserBody,
  ticketBody,
  userBody,
} from './answers';
export { eventMeta, eventSchemas } from './events';
export { id, text } from './fields';
export {
  admissionBody,
  doorBody,
  doorListBody,
  doorStateBody,
  newDoorBody,
  passBody,
  passKeysBody,
} from './pass-answers';
export { bulkReportBody, eventBody, saleBody, sellerBody } from './sale-answers';
export { MalformedDataError, read } from './read';
export { readDataOf } from './read-data-of';
