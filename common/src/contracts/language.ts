/** The languages of the shop and its mails. The first is for people of whom no language is known. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
