import { LoadingPage } from '@/components/loading';

export default function Loading() {
  return <LoadingPage />;
}
