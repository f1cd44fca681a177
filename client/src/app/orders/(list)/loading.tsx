import { LoadingList } from '@/components/loading';

export default function Loading() {
  return <LoadingList />;
}
