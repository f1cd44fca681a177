import { tools } from './tools';

/** Before any test file asks for them: importing them has got them. */
export default (): string => tools;
