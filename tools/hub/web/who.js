// Who reads the page: what they may not do is not offered. The hub judges every request all the same.
import { useEffect, useState } from 'preact/hooks';

import { whoAmI } from './api.js';

// {name, role}; both empty until the hub has said it.
export function useMe() {
  const [me, setMe] = useState({ name: '', role: '' });
  useEffect(() => {
    let wanted = true;
    whoAmI().then((known) => wanted && setMe(known), () => undefined);
    return () => {
      wanted = false;
    };
  }, []);
  return me;
}

export const mayChange = ({ role }) => role === 'administrator';
