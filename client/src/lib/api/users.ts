import type { CurrentUserBody, UserBody, UserPayload } from '@ticketing-dev/common/contracts';

import { type Caller, http } from './http';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export async function showCurrentUser(caller?: Caller): Promise<UserPayload | null> {
  const { data } = await http('auth', caller).get<CurrentUserBody>('/api/users/currentuser');
  return data.currentUser;
}

export async function signUp(credentials: Credentials): Promise<UserBody> {
  const { data } = await http('auth').post<UserBody>('/api/users/signup', credentials);
  return data;
}

export async function signIn(credentials: Credentials): Promise<UserBody> {
  const { data } = await http('auth').post<UserBody>('/api/users/signin', credentials);
  return data;
}

export async function signOut(): Promise<void> {
  await http('auth').post('/api/users/signout', {});
}
