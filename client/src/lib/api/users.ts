import type {
  AccountBody,
  CurrentUserBody,
  Language,
  PublicUserBody,
  UserBody,
  UserPayload,
} from '@ticketing-dev/common/contracts';

import { type Caller, http } from './http';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export async function showCurrentUser(caller?: Caller): Promise<UserPayload | null> {
  const { data } = await http('auth', caller).get<CurrentUserBody>('/api/users/currentuser');
  return data.currentUser;
}

/** @param language of the mails; without it, what the browser asks for */
export async function signUp(
  credentials: Credentials,
  language: Language | undefined,
): Promise<UserBody> {
  const body = { ...credentials, language };
  const { data } = await http('auth').post<UserBody>('/api/users/signup', body);
  return data;
}

export async function signIn(credentials: Credentials): Promise<UserBody> {
  const { data } = await http('auth').post<UserBody>('/api/users/signin', credentials);
  return data;
}

export async function signOut(): Promise<void> {
  await http('auth').post('/api/users/signout', {});
}

export async function signOutEverywhere(): Promise<void> {
  await http('auth').post('/api/users/signout-everywhere', {});
}

export async function changePassword(passwords: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<void> {
  await http('auth').post('/api/users/password', passwords);
}

export async function askPasswordReset(email: string): Promise<void> {
  await http('auth').post('/api/users/password-reset', { email });
}

export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await http('auth').post('/api/users/password-reset/confirm', { token, newPassword });
}

export async function askEmailProof(): Promise<void> {
  await http('auth').post('/api/users/email-proof', {});
}

export async function proveEmail(token: string): Promise<void> {
  await http('auth').post('/api/users/email-proof/confirm', { token });
}

export async function showAccount(caller?: Caller): Promise<AccountBody> {
  const { data } = await http('auth', caller).get<AccountBody>('/api/users/account');
  return data;
}

export async function changeName(name: string): Promise<AccountBody> {
  const { data } = await http('auth').put<AccountBody>('/api/users/account', { name });
  return data;
}

/** Mails to the user are in this language. */
export async function changeLanguage(language: Language, caller?: Caller): Promise<void> {
  await http('auth', caller).put('/api/users/account', { language });
}

/** What every visitor may know about a user. */
export async function showPublicUser(id: string, caller?: Caller): Promise<PublicUserBody> {
  const { data } = await http('auth', caller).get<PublicUserBody>(
    `/api/users/${encodeURIComponent(id)}/public`,
  );
  return data;
}

/** All that auth stores about the user. */
export async function exportAccount(): Promise<unknown> {
  const { data } = await http('auth').get<unknown>('/api/users/account/export');
  return data;
}

export async function deleteAccount(password: string): Promise<void> {
  await http('auth').delete('/api/users/account', { password });
}
