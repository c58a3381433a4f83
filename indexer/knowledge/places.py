"""Places that a dateline may name: states, countries, and the cities that stand alone.

Tables from the AP style for datelines (city in capitals, then state or country, except for
well-known cities) and the United States Postal Service's abbreviations.
"""

from __future__ import annotations

_STATES = """
    Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn.
    Miss. Mo. Mont. Neb. Nev. N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn.
    Vt. Va. Wash. W.Va. Wis. Wyo. D.C. DC D.C Alabama Alaska Arizona Arkansas California Colorado
    Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky
    Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
    Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia
    Washington Wisconsin Wyoming Cal. Tex. Pa P.R. B.C. Ont. Que. N.S. N.B. Alta. Sask. Man.
    Ontario Quebec Alberta Manitoba Saskatchewan Guam
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM
    NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU UK U.K. UAE U.A.E. USA U.S.
""".split()

_STATES_OF_SEVERAL_WORDS = (
    "New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota",
    "Rhode Island", "South Carolina", "South Dakota", "West Virginia", "W. Va.", "N. Y.", "N. J.",
    "N. H.", "N. C.", "S. C.", "D. C.", "R. I.", "N. M.", "N. D.", "S. D.", "Puerto Rico",
    "British Columbia", "Nova Scotia", "New Brunswick", "Virgin Islands", "District of Columbia",
)  # fmt: skip

_COUNTRIES = (
    "Afghanistan", "Albania", "Algeria", "Angola", "Argentina", "Armenia", "Australia", "Austria",
    "Azerbaijan", "Bahamas", "Bahrain", "Bangladesh", "Barbados", "Belarus", "Belgium", "Belize",
    "Benin", "Bermuda", "Bhutan", "Bolivia", "Bosnia", "Bosnia-Herzegovina", "Botswana", "Brazil",
    "Britain", "Brunei", "Bulgaria", "Burkina Faso", "Burma", "Burundi", "Cambodia", "Cameroon",
    "Canada", "Chad", "Chile", "China", "Colombia", "Congo", "Costa Rica", "Croatia", "Cuba",
    "Cyprus", "Czech Republic", "Czechoslovakia", "Denmark", "Djibouti", "Dominican Republic",
    "East Germany", "East Timor", "Ecuador", "Egypt", "El Salvador", "England", "Eritrea",
    "Estonia", "Ethiopia", "Fiji", "Finland", "France", "Gabon", "Gambia", "Gaza", "Gaza Strip",
    "Germany", "Ghana", "Greece", "Guatemala", "Guinea", "Guyana", "Haiti", "Honduras", "Hungary",
    "Iceland", "India", "Indonesia", "Iran", "Iraq", "Ireland", "Israel", "Italy", "Ivory Coast",
    "Jamaica", "Japan", "Jordan", "Kazakhstan", "Kenya", "Kosovo", "Kuwait", "Kyrgyzstan", "Laos",
    "Latvia", "Lebanon", "Lesotho", "Liberia", "Libya", "Lithuania", "Luxembourg", "Macedonia",
    "Madagascar", "Malawi", "Malaysia", "Mali", "Malta", "Mauritania", "Mauritius", "Mexico",
    "Moldova", "Mongolia", "Montenegro", "Morocco", "Mozambique", "Myanmar", "Namibia", "Nepal",
    "Netherlands", "New Zealand", "Nicaragua", "Niger", "Nigeria", "North Korea",
    "Northern Ireland", "Norway", "Oman", "Pakistan", "Panama", "Papua New Guinea", "Paraguay",
    "Peru", "Philippines", "Poland", "Portugal", "Qatar", "Romania", "Russia", "Rwanda",
    "Saudi Arabia", "Scotland", "Senegal", "Serbia", "Sierra Leone", "Singapore", "Slovakia",
    "Slovenia", "Somalia", "South Africa", "South Korea", "South Sudan", "Soviet Union", "Spain",
    "Sri Lanka", "Sudan", "Suriname", "Swaziland", "Sweden", "Switzerland", "Syria", "Taiwan",
    "Tajikistan", "Tanzania", "Thailand", "Togo", "Trinidad", "Tunisia", "Turkey", "Turkmenistan",
    "Uganda", "Ukraine", "United Arab Emirates", "Uruguay", "Uzbekistan", "Venezuela", "Vietnam",
    "Wales", "West Bank", "West Germany", "Yemen", "Yugoslavia", "Zaire", "Zambia", "Zimbabwe",
)  # fmt: skip

REGIONS = frozenset(name.casefold() for name in (*_STATES, *_STATES_OF_SEVERAL_WORDS, *_COUNTRIES))
"""What may come after the city, compared without case."""

STANDALONE_CITIES = frozenset(
    name.casefold()
    for name in (
        "Atlanta", "Baltimore", "Boston", "Chicago", "Cincinnati", "Cleveland", "Dallas",
        "Denver", "Detroit", "Honolulu", "Houston", "Indianapolis", "Las Vegas", "Los Angeles",
        "Miami", "Milwaukee", "Minneapolis", "New Orleans", "New York", "Oklahoma City",
        "Philadelphia", "Phoenix", "Pittsburgh", "St. Louis", "Salt Lake City", "San Antonio",
        "San Diego", "San Francisco", "Seattle", "Washington", "Amsterdam", "Baghdad", "Bangkok",
        "Beijing", "Beirut", "Berlin", "Brussels", "Cairo", "Djibouti", "Dublin", "Geneva",
        "Gibraltar", "Guatemala City", "Havana", "Helsinki", "Hong Kong", "Islamabad", "Istanbul",
        "Jerusalem", "Johannesburg", "Kuwait City", "London", "Luxembourg", "Macau", "Madrid",
        "Mexico City", "Milan", "Monaco", "Montreal", "Moscow", "Munich", "New Delhi",
        "Panama City", "Paris", "Prague", "Quebec City", "Rio de Janeiro", "Rome",
        "San Marino", "Sao Paulo", "Shanghai", "Singapore", "Stockholm", "Sydney", "Tokyo",
        "Toronto", "United Nations", "Vatican City", "Vienna", "Zurich",
    )
)  # fmt: skip
"""Cities that AP style prints without a state or country."""
