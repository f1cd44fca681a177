import { currentUser, errorHandler, NotFoundError } from '@ticketing-dev/common';
import cookieSession from 'cookie-session';
import express from 'express';

import { deleteTicketRouter } from './routes/delete';
import { createTicketRouter } from './routes/new';
import { showTicketRouter } from './routes/show';

const app = express();
app.set('trust proxy', true);
app.use(express.json());
app.use(cookieSession({ signed: false, secure: false }));
app.use(currentUser);

app.use(createTicketRouter);
app.use(showTicketRouter);
app.use(deleteTicketRouter);

app.all('/{*path}', async () => {
  throw new NotFoundError();
});

app.use(errorHandler);

export { app };
