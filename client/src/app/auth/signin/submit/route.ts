import { submitCredentials } from '@/lib/server/submit-credentials';

export const POST = (request: Request): Promise<Response> => submitCredentials(request, 'signin');
