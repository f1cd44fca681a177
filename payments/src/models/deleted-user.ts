export { deletedUserStore } from '@ticketing-dev/common/mongo';
