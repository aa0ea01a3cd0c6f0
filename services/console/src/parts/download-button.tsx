import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useApi } from '../session/session';
import { ProblemNotice } from './notices';

/** Fetches a file with the reader's token and hands it to the browser under its name. */
export function DownloadButton({ path, name, label }: { readonly path: string; readonly name: string; readonly label: string }) {
  const api = useApi();
  const fetched = useMutation({
    mutationFn: async () => (await api.open(path)).blob(),
    onSuccess: (content) => {
      const address = URL.createObjectURL(content);
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      URL.revokeObjectURL(address);
    },
  });
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={fetched.isPending} onClick={() => { fetched.mutate(); }}>{label}</Button>
      {fetched.error !== null && <ProblemNotice error={fetched.error} />}
    </>
  );
}
