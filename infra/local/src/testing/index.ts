export { browserHint } from '../browser';
export { freePort } from '../ports';
export { type Reaper, startReaper } from './start-reaper';
export { marked } from '../supervisor/identity';
