import { tools } from './tools';

/** Global setup: installs the tools before the test files run. The import does it. */
export default (): string => tools;
