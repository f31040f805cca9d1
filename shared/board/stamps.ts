/** The stamps there are, by what they are about, each with what it is called. */

export const stampGroups = {
  feelings: {
    happy: 'Happy face',
    sad: 'Sad face',
    angry: 'Angry face',
    afraid: 'Afraid face',
    worried: 'Worried face',
    calm: 'Calm face',
    proud: 'Proud face',
    shy: 'Shy face',
    surprised: 'Surprised face',
    mixed: 'Mixed feelings',
  },
  weather: {
    sun: 'Sun',
    'sun-and-cloud': 'Sun behind a cloud',
    cloud: 'Cloud',
    rain: 'Rain',
    thunder: 'Thunderstorm',
    snow: 'Snow',
    wind: 'Wind',
    fog: 'Fog',
    rainbow: 'Rainbow',
    moon: 'Moon',
  },
  things: {
    house: 'House',
    heart: 'Heart',
    star: 'Star',
    tree: 'Tree',
    flower: 'Flower',
    dog: 'Dog',
    ball: 'Ball',
    book: 'Book',
    cake: 'Cake',
    bridge: 'Bridge',
  },
} as const;

export type StampGroup = keyof typeof stampGroups;
export type StampName = {
  [Group in StampGroup]: keyof (typeof stampGroups)[Group];
}[StampGroup];

/** What each stamp is called, as it is said. */
export const stampLabels: Readonly<Record<StampName, string>> = {
  ...stampGroups.feelings,
  ...stampGroups.weather,
  ...stampGroups.things,
};

/** `Object.keys` of a record of all of them. */
export const stampNames = Object.keys(stampLabels) as readonly StampName[];
