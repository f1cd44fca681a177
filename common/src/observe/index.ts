// What a process without `runService` needs to log and count its requests as the services do. It loads neither Express
// nor mongoose.
export { createLogger, type Logger } from '../base/logger';
export { logRequest } from '../http/log-request';
export { type EndedRequest, noRoute, watchRequest } from '../http/watch-request';
export { createHttpMetrics, type HttpMetrics } from '../service/http-metrics';
