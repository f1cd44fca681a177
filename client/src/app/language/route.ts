import { chooseLanguage } from '@/lib/server/choose-language';

export const POST = chooseLanguage;
