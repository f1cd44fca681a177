import { createOps } from './create-ops';
import { readSettings } from './settings';

void createOps(process.env['OPS_NAME'] ?? 'ops', () => readSettings(process.env)).parseAsync();
