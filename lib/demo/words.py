"""The sample company's words, all invented: products, people, businesses, places.

It is called Cranelight 鹤光, sells coffee and tea, machines to make them with, and their care, to
households and businesses on both sides of the Pacific; so names come in two languages.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    region: str
    language: str
    weight: float  # share of customers
    tea: float  # share of its customers who mostly drink tea
    warehouse: str
    cities: tuple[str, ...]


REGIONS = (
    Region("Canada West", "en", 0.24, 0.30, "Burnaby warehouse",
           ("Vancouver", "Victoria", "Calgary", "Edmonton", "Kelowna")),
    Region("Canada East", "en", 0.22, 0.28, "Laval warehouse",
           ("Toronto", "Montréal", "Ottawa", "Halifax", "Québec")),
    Region("Singapore", "en", 0.12, 0.40, "Jurong warehouse", ("Singapore",)),
    Region("华东", "zh", 0.25, 0.58, "苏州仓", ("上海", "杭州", "苏州", "南京", "宁波")),
    Region("华南", "zh", 0.17, 0.62, "佛山仓", ("深圳", "广州", "厦门", "佛山", "珠海")),
)  # fmt: skip

GIVEN_EN = (
    "Amelia", "Arjun", "Beatrice", "Callum", "Chloé", "Daniel", "Elena", "Emeka", "Farah", "Félix",
    "Grace", "Hannah", "Hugo", "Imogen", "Isaac", "Jasmine", "Jonas", "Kiran", "Lena", "Liam",
    "Maëlle", "Marcus", "Mei Lin", "Nadia", "Noah", "Olivia", "Oscar", "Priya", "Quentin", "Rosa",
    "Samir", "Sofia", "Tara", "Theo", "Uma", "Victor", "Wren", "Yusuf", "Zara", "Zoë",
)  # fmt: skip
FAMILY_EN = (
    "Abara", "Ashdown", "Bélanger", "Birch", "Castellan", "Chua", "Dalgleish", "D'Arcy", "Eastwick",
    "Fairweather", "Fontaine", "Gill", "Greenhalgh", "Harcourt", "Iyer", "Jessop", "Kettering",
    "Lachance", "Lim", "Marchetti", "McAllister", "Nakagawa", "Ng", "Norwood", "O'Rourke",
    "Okonkwo", "Pemberton", "Quigley", "Rahman", "Rasmussen", "Sandhu", "Sinclair", "Tan",
    "Thornbury", "Underhill", "Varga", "Whitlock", "Wong", "Yates", "Zielinski",
)  # fmt: skip
FAMILY_ZH = tuple("林陈黄吴许沈唐梁叶苏潘方谢罗韩曹邓彭曾萧程傅蔡余杜丁魏姜范陆")
GIVEN_ZH = tuple("安晨达恩菲光涵佳凯兰美宁佩清然若思桐文欣雅泽芷承嘉乐明诗书亦远静宇")

BUSINESS_FIRST_EN = (
    "Amber", "Bright", "Cedar", "Copper", "Driftwood", "Elm", "Fern", "Golden", "Harbour", "Hazel",
    "Indigo", "Juniper", "Kestrel", "Larkspur", "Maple", "Northgate", "Orchard", "Pebble", "Quiet",
    "Rowan", "Saltwater", "Thistle", "Umber", "Velvet", "Willow",
)  # fmt: skip
BUSINESS_SECOND_EN = (
    "Anchor", "Bridge", "Compass", "Dune", "Finch", "Gable", "Hill", "Kettle", "Ladder", "Lantern",
    "Mill", "Oak & Vine", "Otter", "Pine", "Quarter", "River", "Sparrow", "Stone", "Terrace",
    "Wharf",
)  # fmt: skip
BUSINESS_FIRST_ZH = (
    "青禾", "云栖", "木棉", "半山", "听雨", "南屏", "拾光", "望舒", "松间", "鹿鸣", "竹里", "海棠",
    "晴川", "沐风", "知白", "澄湖", "橘洲", "星野", "溪桥", "月泊",
)  # fmt: skip
BUSINESS_SECOND_ZH = ("舍", "里", "和", "源", "居", "悦", "集", "园", "汇", "坊")

INDUSTRIES = ("café", "restaurant", "hotel", "office", "retail", "clinic")
INDUSTRY_EN = ("Café", "Kitchen", "Hotel", "Partners", "Market", "Clinic")
INDUSTRY_ZH = ("咖啡馆", "餐厅", "酒店", "事务所", "生活馆", "诊所")
OCCUPATIONS = (
    "teacher", "engineer", "nurse", "designer", "accountant", "student", "shop owner",
    "civil servant", "researcher",
)  # fmt: skip
SALESPEOPLE_EN = ("Ines Halloran", "Tobias Wrenfield", "Anika Deol", "Marc-André Thibault",
                  "Ruth Osei", "Gareth Lindqvist", "Shu Fen Ho", "Dmitri Salcedo")  # fmt: skip
SALESPEOPLE_ZH = ("林知远", "苏佳宁", "梁承书", "叶思桐", "程亦安", "傅雅文")

SERVICE_PEOPLE = ("Hana Petrov", "Colm Adeyemi", "Lucía Brandt", "何雨桐", "郑子墨")


@dataclass(frozen=True)
class Person:
    person: str
    manager: str | None
    office: str


# Everyone above, and those they report to.
PEOPLE = (
    Person("Margit Vance", None, "Vancouver"),
    Person("Oren Castellane", "Margit Vance", "Vancouver"),
    Person("顾清和", "Margit Vance", "上海"),
    Person("Ines Halloran", "Oren Castellane", "Vancouver"),
    Person("Tobias Wrenfield", "Oren Castellane", "Vancouver"),
    Person("Anika Deol", "Oren Castellane", "Vancouver"),
    Person("Marc-André Thibault", "Oren Castellane", "Toronto"),
    Person("Ruth Osei", "Oren Castellane", "Toronto"),
    Person("Gareth Lindqvist", "Oren Castellane", "Toronto"),
    Person("Shu Fen Ho", "Oren Castellane", "Singapore"),
    Person("Dmitri Salcedo", "Oren Castellane", "Singapore"),
    Person("林知远", "顾清和", "上海"),
    Person("苏佳宁", "顾清和", "上海"),
    Person("梁承书", "顾清和", "上海"),
    Person("叶思桐", "顾清和", "深圳"),
    Person("程亦安", "顾清和", "深圳"),
    Person("傅雅文", "顾清和", "深圳"),
    Person("Hana Petrov", "Margit Vance", "Vancouver"),
    Person("Colm Adeyemi", "Hana Petrov", "Toronto"),
    Person("Lucía Brandt", "Hana Petrov", "Singapore"),
    Person("何雨桐", "顾清和", "上海"),
    Person("郑子墨", "何雨桐", "深圳"),
)
CONTACT_SUBJECTS = ("delivery", "prices", "machine", "invoice", "change of an order")

PERSON_SEGMENTS = ("everyday", "connoisseur", "gift buyer")
BUSINESS_SEGMENTS = ("self-service", "standard", "key account")
LOST_BECAUSE = ("price", "chose another supplier", "no budget", "no answer", "bad timing")
REASONS_HAPPY = ("moved away", "closed down", "price", "no longer needed", "another supplier")
REASONS_UNHAPPY = ("late deliveries", "poor service", "quality", "price", "another supplier")


@dataclass(frozen=True)
class Product:
    category: str
    name: str
    price: float
    cost_share: float  # cost of goods as a share of the list price


PRODUCTS = (
    Product("coffee", "House Espresso 鹤光意式 500 g", 14.5, 0.52),
    Product("coffee", "Morning Filter 晨光手冲 500 g", 13.5, 0.50),
    Product("coffee", "Decaf Evening 低因晚安 500 g", 15.5, 0.55),
    Product("coffee", "Highland Single Origin 云岭单品 250 g", 16.0, 0.50),
    Product("coffee", "Dark Harbour 深港深烘 1 kg", 24.0, 0.56),
    Product("coffee", "Bar Blend 吧台拼配 5 kg", 98.0, 0.60),
    Product("coffee", "Cold Brew Bags 冷萃包 x 12", 18.0, 0.48),
    Product("coffee", "Competition Lot 竞标批次 100 g", 29.0, 0.46),
    Product("tea", "Spring Green 明前绿茶 100 g", 17.0, 0.42),
    Product("tea", "Cloud Oolong 云雾乌龙 150 g", 19.5, 0.44),
    Product("tea", "Breakfast Black 早安红茶 250 g", 11.0, 0.45),
    Product("tea", "Jasmine Pearls 茉莉龙珠 120 g", 21.0, 0.44),
    Product("tea", "Aged Pu'er 陈年普洱 357 g", 46.0, 0.40),
    Product("tea", "Mint & Verbena 薄荷马鞭草 80 g", 9.5, 0.47),
    Product("tea", "Tea Bags for Service 餐饮茶包 x 500", 64.0, 0.55),
    Product("tea", "Gift Tin 节庆茶礼 200 g", 38.0, 0.43),
    Product("supplies", "Paper Cups 纸杯 x 1000", 58.0, 0.62),
    Product("supplies", "Filter Papers 滤纸 x 200", 9.0, 0.45),
    Product("supplies", "Oat Drink 燕麦奶 x 12", 32.0, 0.66),
    Product("supplies", "Syrup Set 糖浆组合", 27.0, 0.50),
    Product("supplies", "Cleaning Tablets 清洁片 x 100", 22.0, 0.41),
    Product("supplies", "Stoneware Cup 陶杯", 16.0, 0.48),
    Product("equipment", "Hand Grinder 手摇磨豆机", 89.0, 0.58),
    Product("equipment", "Gooseneck Kettle 细口壶", 74.0, 0.60),
    Product("equipment", "Bean Grinder Pro 商用磨豆机", 690.0, 0.68),
    Product("equipment", "Two-Group Machine 双头咖啡机", 3900.0, 0.72),
    Product("equipment", "Batch Brewer 批量滴滤机", 1250.0, 0.70),
    Product("equipment", "Water Filter 净水器", 210.0, 0.55),
    Product("service", "Machine Care Visit 上门保养", 140.0, 0.50),
    Product("service", "Barista Training 咖啡师培训", 260.0, 0.46),
)  # fmt: skip


def parameters() -> dict[str, object]:
    """Every list of plain words above, under the name the SQL knows it by."""
    rows = {"REGIONS", "PEOPLE", "PRODUCTS"}
    return {
        name.lower(): list(value)
        for name, value in globals().items()
        if name.isupper() and name not in rows
    }
